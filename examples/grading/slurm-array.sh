#!/bin/sh
# One part of a class on each task of a Slurm array:
#   sbatch --array=0-7 slurm-array.sh EXERCISE RESULTS CLASS
# and behind it:  socklab grade merge RESULTS/* --expect LIST --out RESULTS/all
#SBATCH --time=01:00:00
#SBATCH --cpus-per-task=2
set -eu
exercise=$1 results=$2 class=$3
# Every task is given the same list, in the same order; --shard auto takes its part.
exec socklab grade "$exercise" "$class"/*/ --shard auto --resume --exit graded \
  --jobs "${SLURM_CPUS_PER_TASK:-1}" --out "$results/$SLURM_ARRAY_TASK_ID"
