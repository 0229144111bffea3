#!/bin/sh
#SBATCH --job-name=grade
#SBATCH --array=0-7
#SBATCH --cpus-per-task=2
#SBATCH --time=01:00:00
# Grades a class with a Slurm array: each task has its part, on whatever node it runs.
#
#   sbatch --wait slurm-array.sh EXERCISE CLASS RESULTS
#   socklab grade merge RESULTS/* --expect LIST --out TABLE
#
# CLASS is a folder with what each student handed in under the student's name. All nodes must see the
# three folders. Submitted again, it grades what is left and what has changed; --array=0-31 on the
# command line makes 32 parts.
set -eu
exercise=$1 class=$2 results=$3

# Every task is given the same list in the same order, and takes its part from SLURM_ARRAY_TASK_ID.
# Only a failure of the node fails the task: "graded" gives 0 for every verdict.
export LC_ALL=C
exec socklab grade "$exercise" "$class"/* --shard auto --resume --exit graded \
  --jobs "${SLURM_CPUS_PER_TASK:-1}" --out "$results/$SLURM_ARRAY_TASK_ID"
