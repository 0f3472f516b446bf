#!/usr/bin/env bash
# Talks to `ratchet mcp` with the official client of the Model Context Protocol, installed in a folder of its own.
# It needs a package registry, so it is not part of CI. Usage: scripts/mcp/try-client.sh [version]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$root/scripts/mcp/try-client.mjs" "$folder/"
cd "$folder"
npm init --yes >/dev/null
npm install --silent "@modelcontextprotocol/client@${1:-2.4.0}"
node try-client.mjs "$root/bin/ratchet"
