"""What is under the roof."""

__stability__ = "experimental"
