"""Environment variables and command-line arguments."""

import argparse
import os

from api_stability import env, label


def read_prefix_caching() -> str | None:
    """Read the setting by its present name, or by those that it had as beta and experimental."""
    return env(
        "DYN_PREFIX_CACHING",
        was=("DYN_BETA_PREFIX_CACHING", "DYN_EXPERIMENTAL_PREFIX_CACHING"),
    )


def read_kv_disagg() -> bool:
    """Read whether prefill runs on workers of its own; the option says the same."""
    return os.environ.get("DYN_KV_DISAGG", "false") == "true"


def make_parser() -> argparse.ArgumentParser:
    """Make the parser of the command ``dynamo-example``."""
    parser = argparse.ArgumentParser(prog="dynamo-example")
    parser.add_argument("--model", required=True, help="Model name or path")
    caching = parser.add_argument(
        "--enable-prefix-caching", action="store_true", help="Keep the cache of equal beginnings"
    )
    label(caching, "beta")
    disagg = parser.add_argument(
        "--enable-kv-disagg", action="store_true", help="Run prefill on workers of its own"
    )
    label(disagg, "experimental")
    return parser
