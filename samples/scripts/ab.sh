#!/usr/bin/env bash
# Judges a change by traces: runs two builds of a program in turn, keeps traces and report, and passes
# if nothing that counts got worse.
#
#     samples/scripts/ab.sh './before {trace}' './after {trace}' [RUNS] [FOLDER]
#
# {trace} is the file that a run writes its trace to. Exit codes are those of gotrace ab: 0 passed,
# 3 a regression, others as in docs/cli.md. GOTRACE names another gotrace than that of the PATH.
set -euo pipefail
if [ $# -lt 2 ]; then
  sed -n 's/^#  *\(samples.*\)/usage: \1/p' "$0" >&2
  exit 1
fi

folder=${4:-ab-$(date +%Y%m%d-%H%M%S)}
code=0
${GOTRACE:-gotrace} ab --baseline "$1" --candidate "$2" --runs "${3:-8}" --output "$folder" \
  --format md --fail-on regression > "$folder.md" || code=$?
case $code in
  0) echo "passed: $folder.md has the figures, $folder the traces" ;;
  3) echo "a regression: $folder.md has the figures, $folder the traces" ;;
  *) echo "gotrace could not tell (exit code $code)" ;;
esac
head -n 5 "$folder.md"
exit $code
