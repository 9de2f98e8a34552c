"""Run every case: ``python run_all.py MODULE FOLDER``, MODULE being what to import as `stability`."""

import importlib
import sys
import traceback
from pathlib import Path


def main(module, folder):
    here = Path(__file__).parent
    sys.path[:0] = [folder, str(here)]
    from checking import load_cases

    api = importlib.import_module(module)
    failed = passed = 0
    for path in sorted(here.glob("case_*.py")):
        for name, case in load_cases(path, api).items():
            try:
                case()
                passed += 1
            except Exception:
                failed += 1
                print(f"{path.name}: {name}")
                traceback.print_exc(file=sys.stdout)
    print(f"passed {passed}, failed {failed}, Python {sys.version.split()[0]}")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
