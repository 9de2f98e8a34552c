"""What is under the floor."""
