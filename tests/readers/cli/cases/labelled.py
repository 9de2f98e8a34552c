"""What the code says about an option after it was added, and text that is known in part."""

import argparse
import sys

from api_stability import label

parser = argparse.ArgumentParser()
label(parser.add_argument("--new"), "experimental", "Try it.")
label(parser.add_argument("--old"), "deprecated", removal="2.0", alternative="--new")
action = parser.add_argument("--hidden", help="Will be hidden")
action.help = argparse.SUPPRESS
parser.add_argument("--where", help=f"[BETA] In {sys.prefix}.")
parser.add_argument(*sys.argv)
if sys.version_info >= (3, 13):
    parser.add_argument("--late", deprecated=True)
else:
    parser.add_argument("--late", help="deprecated: use --new")
options = {"--x": "The x.", "--y": "Alpha, beta and rc are values."}
for name, text in options.items():
    parser.add_argument(name, help=text)
parser.parse_args()
