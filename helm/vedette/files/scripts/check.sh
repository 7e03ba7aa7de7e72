#!/bin/sh
# Checks a running release: every sentinel answers, and for every master enough sentinels are there to fail over.
#
#   MEMBERS      host:port of every sentinel, separated by spaces
#   MASTERS      names of the declared masters, separated by spaces
#   CLI_OPTIONS  options of redis-cli; REDISCLI_AUTH has the password
set -eu

: "${MEMBERS:?}"
CLI_OPTIONS=${CLI_OPTIONS-}
cli=$(command -v valkey-cli || command -v redis-cli) || { echo 'There is neither valkey-cli nor redis-cli.' >&2; exit 1; }
export VALKEYCLI_AUTH="${REDISCLI_AUTH-}"
bad=0

# check WHAT EXPECTED MEMBER COMMAND...
check() {
  what=$1
  expected=$2
  member=$3
  shift 3
  # shellcheck disable=SC2086 # the options are words
  answer=$(timeout 5 "$cli" -h "${member%:*}" -p "${member##*:}" $CLI_OPTIONS "$@" 2>&1 </dev/null) || true
  case $answer in
    "$expected"*) echo "ok      $member $what" ;;
    *)
      echo "failed  $member $what: $answer"
      bad=1
      ;;
  esac
}

for member in $MEMBERS; do
  check 'answers' PONG "$member" PING
  for master in ${MASTERS-}; do
    check "can fail over $master" OK "$member" SENTINEL CKQUORUM "$master"
  done
done
exit "$bad"
