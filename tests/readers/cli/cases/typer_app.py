from typing import Annotated, Optional
import typer
app = typer.Typer(help="T")
sub = typer.Typer()
app.add_typer(sub, name="sub", hidden=True)
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Talk", rich_help_panel="Experimental options")]
@app.command()
def serve_it(ctx: typer.Context, name: str, port: Annotated[int, typer.Option(help="[BETA] port", envvar="PORT")] = 80, verbose: Verbose = False, force: bool = False, old: str = typer.Option("x", "--old", hidden=True, help="deprecated: use --new")):
    """Serve (experimental)."""
@sub.command("go", deprecated=True)
def go(x: int = 3): ...
if __name__ == "__main__":
    app()
