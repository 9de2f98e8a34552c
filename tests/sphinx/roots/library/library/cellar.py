"""Where the wine is not."""

__stability__ = "beta"
