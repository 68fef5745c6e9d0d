"""Publish the bulletin: `python build.py`. Every command: `python build.py --help`."""

import sys
from pathlib import Path

from bulletin.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], root=Path(__file__).resolve().parent))
