"""Publish the bulletin: `python build.py`. Every command: `python build.py --help`."""

import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - an older one says so in words, and can read so far
    this = sys.version.split()[0]
    print("Puente needs Python 3.11 or newer; this is " + this, file=sys.stderr)
    print("Puente necesita Python 3.11 o posterior; este es el " + this, file=sys.stderr)
    sys.exit(2)
try:
    from bulletin.cli import main
except KeyboardInterrupt:
    sys.exit(130)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], root=Path(__file__).resolve().parent))
