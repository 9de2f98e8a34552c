"""What is tried out. The name of this package says its level."""
