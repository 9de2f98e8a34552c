import argparse, os, sys
OPTS = (("--a", "A help"), ("--b", "[BETA] b help"))
class P(argparse.ArgumentParser):
    def __init__(self, *a, **k):
        super().__init__(*a, **k)
        self.add_argument("--from-class", default=os.environ.get("FROM_CLASS", "1"))
def opt(parser, *names, **kw):
    kw.setdefault("help", "none")
    kw["help"] += " (see docs)"
    return parser.add_argument(*names, **kw)
def build():
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument("--shared", help="DEPRECATED: use --other; removed in 2.0")
    p = P(prog="x", description="D")
    g = p.add_argument_group("Experimental options")
    x = g.add_mutually_exclusive_group()
    for flag, text in OPTS:
        x.add_argument(flag, help=text)
    if sys.platform == "win32":
        p.add_argument("--win")
    opt(p, "--helped", "-H", help="[EXPERIMENTAL] hi")
    sub = p.add_subparsers(dest="cmd")
    s = sub.add_parser("run", aliases=["r"], help="(alpha) runs", parents=[parent], deprecated=True)
    s.add_argument("file", metavar="FILE", nargs="?")
    s.add_argument("--hid", help=argparse.SUPPRESS, action=argparse.BooleanOptionalAction)
    s.set_defaults(func=print)
    for name in sys.argv: s.add_argument("--" + name)
    return p
def main():
    args = build().parse_args()
if __name__ == "__main__":
    sys.exit(main())
