#!/bin/sh
# Grades a class with GNU parallel: one process for each submission, as many at once as JOBS says.
#
#   parallel.sh EXERCISE CLASS RESULTS [LIST]
#
# CLASS is a folder with what each student handed in under the student's name; LIST has one name in
# each line, and who has no verdict is told. Run again, it grades what is left and what has changed.
set -eu
exercise=$1 class=$2 results=$3 list=${4-}

# A name may have any character but '/', so they go by NUL, and -q keeps the shell's hands off.
# A status that isn't 0 says that this machine failed and not the student: that is tried again.
find "$class" -mindepth 1 -maxdepth 1 ! -name '.*' -print0 | sort -z |
  parallel --will-cite -0 -q --jobs "${JOBS:-100%}" --retries 2 \
    socklab grade "$exercise" {} --out "$results" --format json --exit graded --resume \
    >/dev/null || true

# Joins the results, and names who has none: that is status 3.
socklab grade merge "$results" ${list:+--expect "$list"} --out "$results"
