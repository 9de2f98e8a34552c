from typing import Annotated
from cyclopts import App, Parameter
app = App(name="cy", help="C")
@app.default
def main(*, level: Annotated[int, Parameter(env_var="LEVEL", show=False)] = 1): ...
@app.command
def serve(path, /, port: int = 3, *, flag: bool = False, mode: Annotated[str, Parameter(name=["--mode","-m"], group="Experimental", help="M")] = "a"):
    """Serve.

    Parameters
    ----------
    path: str
        Where.
    port: int
        [EXPERIMENTAL] The port.
    """
app()
