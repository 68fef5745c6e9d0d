"""Publish the bulletin: `python build.py`. Every command: `python build.py --help`."""

import sys
from pathlib import Path

try:
    from bulletin.cli import main
except KeyboardInterrupt:
    sys.exit(130)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], root=Path(__file__).resolve().parent))
