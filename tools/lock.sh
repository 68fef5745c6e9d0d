#!/usr/bin/env bash
# Pins every dependency with hashes, wheels only, without addresses: run after changing pyproject.toml.
# What is pinned already stays at its version; with --upgrade, the newest of everything is taken.
# The same for the npm packages of package.json. Needs uv (python -m pip install uv) and npm.
# The files name no index and no registry: each machine uses its own.
set -euo pipefail
cd "$(dirname "$0")/.."
upgrade=("$@")
lock() {
  local target=$1 made
  shift
  made=$(mktemp)
  cat "$target" > "$made"
  uv pip compile pyproject.toml "$@" --universal --python-version 3.11 --generate-hashes --only-binary :all: \
    --no-header --no-emit-index-url --no-annotate --quiet --output-file "$made" "${upgrade[@]}"
  { echo "--only-binary :all:"; grep -v '^--' "$made"; } > "$target"
  rm "$made"
}
lock requirements.txt
lock requirements-dev.txt --extra dev
npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund --silent
