#!/bin/sh
# A client-reconfig-script: moves a virtual IP to the new master.
#
#   sentinel client-reconfig-script mymaster /etc/vedette/scripts/move-virtual-ip.sh
#
# Arguments: <master> <role> <state> <from-ip> <from-port> <to-ip> <to-port>
#
# Every sentinel runs its script for the same failover, and may run it again: this one acts on the leader only, and
# does nothing when the address is where it should be.
#
#   VIRTUAL_IP   the address with its prefix, such as 192.0.2.10/32
#   INTERFACE    the network interface on the Redis machines
#   SSH          how to reach them (default: ssh -o BatchMode=yes -o ConnectTimeout=5)

master=$1
role=$2
state=$3
from=$4
to=$6
vip=${VIRTUAL_IP:?set VIRTUAL_IP, such as 192.0.2.10/32}
interface=${INTERFACE:?set INTERFACE, such as eth0}
ssh=${SSH:-ssh -o BatchMode=yes -o ConnectTimeout=5}

if [ $# -ne 7 ]; then
  echo "usage: $0 <master> <role> <state> <from-ip> <from-port> <to-ip> <to-port>" >&2
  exit 2
fi
if [ "$role" != leader ] || [ "$state" != start ]; then
  echo "$master: nothing to do as $role ($state)"
  exit 0
fi

has_address() {
  $ssh "$1" "ip -o address show dev $interface" 2>/dev/null | grep -qF " $vip "
}

# Take it from the old master if that can still be reached; usually it cannot, and that is why we are here.
if has_address "$from"; then
  $ssh "$from" "ip address del $vip dev $interface" || echo "$master: $from keeps $vip" >&2
fi
if has_address "$to"; then
  echo "$master: $vip is on $to already"
  exit 0
fi
if ! $ssh "$to" "ip address add $vip dev $interface"; then
  has_address "$to" || exit 1 # another attempt, later
fi
# Tell the neighbours; not fatal, they find out by themselves.
$ssh "$to" "arping -q -c 3 -A -I $interface ${vip%/*}" || true
echo "$master: $vip moved to $to"
