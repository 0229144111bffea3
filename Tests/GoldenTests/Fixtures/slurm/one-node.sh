#!/bin/sh
# Runs a command where sbatch(1) has a cluster of one node, in the network of its own that it is
# started in (unshare -n). Nothing of this machine's configuration is read or written.
# usage: one-node.sh FOLDER COMMAND…
set -eu
folder=$1
shift

# getaddrinfo(3) with AI_ADDRCONFIG, which Slurm listens by, knows no address where there is none
# but the loopback's.
ip link set lo up
ip link add one type veth peer name two
ip address add 10.9.0.1/24 dev one
ip link set one up
ip link set two up

mkdir "$folder/state" "$folder/spool"
name=$(hostname)
export SLURM_CONF="$folder/slurm.conf"
cat >"$SLURM_CONF" <<END
ClusterName=one
SlurmctldHost=$name(127.0.0.1)
SlurmUser=root
AuthType=auth/none
CredType=cred/none
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0
CompleteWait=0
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
NodeName=$name NodeAddr=127.0.0.1 CPUs=4
PartitionName=all Nodes=ALL Default=YES State=UP
END

slurmctld -D -c >"$folder/slurmctld.log" 2>&1 &
controller=$!
slurmd -D >"$folder/slurmd.log" 2>&1 &
node=$!
end() {
  kill "$node" "$controller"
  wait
}
trap end EXIT
until scontrol ping >"$folder/ping.log" 2>&1; do
  kill -0 "$controller" # which ends this script where there is nothing to wait for
done
"$@"
