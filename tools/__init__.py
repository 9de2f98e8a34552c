"""What the Makefile calls: set-up, checks and the documentation build."""
