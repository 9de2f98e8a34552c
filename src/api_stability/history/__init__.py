"""What happened to symbols from release to release."""

__stability__ = "experimental"
__stability_reason__ = "What extensions build on is not settled before 1.0."
