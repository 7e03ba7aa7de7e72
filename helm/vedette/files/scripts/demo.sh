#!/bin/sh
# Starts one node of the demo. Whoever is the master by now, the sentinels know; before they do, it is the first node.
#
#   POD_NAME   name of this pod
#   FIRST      name of the pod that is the master in the beginning
#   DOMAIN     domain of the pods' names
#   SENTINELS  host:port of the sentinels, separated by spaces
#   PORT       port of this node, 6379 by default
#   DATA       folder to work in, /data by default
#   CLI_OPTIONS, REDISCLI_AUTH  for redis-cli towards the sentinels
#
# Arguments go to the server.
set -eu

: "${POD_NAME:?}" "${FIRST:?}" "${DOMAIN:?}"
cli=$(command -v valkey-cli || command -v redis-cli)
server=$(command -v valkey-server || command -v redis-server)
export VALKEYCLI_AUTH="${REDISCLI_AUTH-}"
port=${PORT-6379}
me=$POD_NAME.$DOMAIN

master=
for sentinel in ${SENTINELS-}; do
  # shellcheck disable=SC2086 # the options are words
  master=$(timeout 3 "$cli" -h "${sentinel%:*}" -p "${sentinel##*:}" ${CLI_OPTIONS-} \
    SENTINEL GET-MASTER-ADDR-BY-NAME demo 2>/dev/null </dev/null | tr '\n' ' ') || true
  case $master in
    *' '[0-9]*) break ;;
    *) master= ;;
  esac
done
[ -n "$master" ] || master="$FIRST.$DOMAIN $port"

set -- --port "$port" --dir "${DATA-/data}" --save '' --appendonly no --replica-announce-ip "$me" --protected-mode no "$@"
case $master in
  "$me $port"*) echo "$me is the master" ;;
  *)
    echo "$me follows $master"
    # shellcheck disable=SC2086 # host and port
    set -- "$@" --replicaof $master
    ;;
esac
exec "$server" "$@"
