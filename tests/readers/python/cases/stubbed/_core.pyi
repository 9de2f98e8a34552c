class Compiled:
    """From a compiled module."""
    x: int
    def run(self) -> None: ...
