"""A program of Cyclopts."""

import cyclopts

app = cyclopts.App(name="depot-cyc")


@app.command
def serve(*, fast: bool = False, slow: str = ""):
    """Serve.

    Parameters
    ----------
    fast: bool
        [BETA] Be fast.
    slow: str
        Be slow.
    """


@app.command(help="[EXPERIMENTAL] Probe.")
def probe():
    """Probe."""


@app.command
def stop():
    """Stop."""
