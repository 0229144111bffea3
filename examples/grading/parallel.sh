#!/bin/sh
# Grades a class with GNU parallel, one process for each submission.
# usage: parallel.sh EXERCISE RESULTS SUBMISSION…
set -eu
exercise=$1 results=$2
shift 2
parallel --jobs "${JOBS:-2}" --halt never \
  socklab grade "$exercise" {} --out "$results" --format json --exit graded ::: "$@" >/dev/null || true
# What is missing, or was ours to blame, is named here, with status 3.
socklab grade merge "$results" --out "$results"
