#!/bin/sh
# Brings the memory of every sentinel in line with the release, after an upgrade:
#
#   * Sentinels that were removed by scaling down are forgotten. A sentinel never forgets another by itself, and everyone it knows
#     counts when the majority is worked out. The way is SENTINEL RESET, on one sentinel after the other, and only while nothing
#     is wrong: right after it a sentinel knows neither replicas nor sentinels, and could not fail over.
#   * A changed quorum is set, so that it needs no restart.
#
# Does nothing where nothing is to be done, and may be run at any time, and again.
#
#   MEMBERS      host:port of every sentinel of the release, separated by spaces; hosts as the sentinels announce them
#   OURS         extended regular expression for host:port of all sentinels that this release ever had
#   QUORUMS      master=quorum of every declared master, separated by spaces
#   CLI_OPTIONS  options of redis-cli; REDISCLI_AUTH has the password
#   TIMEOUT      seconds after which to give up
#   PAUSE        seconds between two looks
set -eu

: "${MEMBERS:?}" "${OURS:?}" "${TIMEOUT:?}"
QUORUMS=${QUORUMS-}
CLI_OPTIONS=${CLI_OPTIONS-}
PAUSE=${PAUSE-1}
cli=$(command -v valkey-cli || command -v redis-cli) || { echo 'There is neither valkey-cli nor redis-cli.' >&2; exit 1; }
export VALKEYCLI_AUTH="${REDISCLI_AUTH-}"
deadline=$(($(date +%s) + TIMEOUT))

say() { printf '%s\n' "$*"; }

# ask MEMBER COMMAND...
ask() {
  asked=$1
  shift
  # shellcheck disable=SC2086 # the options are words
  timeout 5 "$cli" -h "${asked%:*}" -p "${asked##*:}" $CLI_OPTIONS "$@" 2>/dev/null </dev/null
}

answers() { [ "$(ask "$1" PING)" = PONG ]; }

# Reads the flat list of fields that SENTINEL MASTERS, REPLICAS and SENTINELS answer; writes one line `name host:port flags` each.
instances() {
  awk 'NR % 2 { field = $0; next }
       field == "name" { if (name != "") print name, host ":" port, flags; name = $0 }
       field == "ip" { host = $0 }
       field == "port" { port = $0 }
       field == "flags" { flags = $0 }
       END { if (name != "") print name, host ":" port, flags }'
}

# until_true WHAT-FOR COMMAND...
until_true() {
  what=$1
  shift
  until "$@"; do
    if [ "$(date +%s)" -ge "$deadline" ]; then
      say "Gave up after $TIMEOUT s, waiting until $what. Nothing is lost: run helm upgrade again once it is so." >&2
      exit 1
    fi
    sleep "$PAUSE"
  done
}

is_member() {
  for present in $MEMBERS; do
    [ "$1" != "$present" ] || return 0
  done
  return 1
}

# removed_of MEMBER MASTER: sentinels of this release that MEMBER knows, but that are there no more.
removed_of() {
  ask "$1" SENTINEL SENTINELS "$2" | instances | while read -r _ address _; do
    if printf '%s\n' "$address" | grep -Eqx "$OURS" && ! is_member "$address"; then
      say "$address"
    fi
  done
}

is_gone() { ! answers "$1"; }

# well MEMBER MASTER: the master is up as MEMBER sees it, nobody is failing over, and every sentinel answers.
well() {
  [ "$(ask "$1" SENTINEL MASTERS | instances | awk -v master="$2" '$1 == master { print $3 }')" = master ] || return 1
  for other in $MEMBERS; do
    answers "$other" || return 1
  done
}

# count_well MEMBER MASTER REPLICAS|SENTINELS: how many of them are up; of the sentinels only members count.
count_well() {
  ask "$1" SENTINEL "$3" "$2" | instances | while read -r _ address flags; do
    case $flags in
      slave) say x ;;
      sentinel) if is_member "$address"; then say x; fi ;;
    esac
  done | grep -c x || true
}

# knows MEMBER MASTER REPLICAS SENTINELS: at least so many of them are up, as MEMBER sees it.
knows() {
  [ "$(count_well "$1" "$2" REPLICAS)" -ge "$3" ] && [ "$(count_well "$1" "$2" SENTINELS)" -ge "$4" ]
}

forget_removed() { # MEMBER MASTER
  removed=$(removed_of "$1" "$2")
  [ -n "$removed" ] || return 0
  for gone in $removed; do
    until_true "the removed sentinel $gone has stopped" is_gone "$gone"
  done
  until_true "$2 is up and every sentinel answers, as $1 sees it" well "$1" "$2"
  replicas=$(count_well "$1" "$2" REPLICAS)
  sentinels=$(count_well "$1" "$2" SENTINELS)
  say "$1 forgets about $2:" $removed
  # The name is a pattern here.
  ask "$1" SENTINEL RESET "$(printf '%s' "$2" | sed 's/[][*?\\]/\\&/g')" >/dev/null
  until_true "$1 knows the $replicas replicas and $sentinels sentinels of $2 again" knows "$1" "$2" "$replicas" "$sentinels"
}

set_quorum() { # MEMBER MASTER QUORUM
  present=$(ask "$1" SENTINEL MASTER "$2" | awk 'NR % 2 { field = $0; next } field == "quorum" { print }')
  if [ -n "$present" ] && [ "$present" != "$3" ]; then
    say "$1 gets quorum $3 for $2, it had $present"
    [ "$(ask "$1" SENTINEL SET "$2" quorum "$3")" = OK ] || { say "$1 refuses the quorum." >&2; exit 1; }
  fi
}

for member in $MEMBERS; do
  until_true "$member answers" answers "$member"
done
for member in $MEMBERS; do
  for wanted in $QUORUMS; do
    set_quorum "$member" "${wanted%=*}" "${wanted##*=}"
  done
done
for member in $MEMBERS; do
  for master in $(ask "$member" SENTINEL MASTERS | instances | cut -d ' ' -f 1); do
    forget_removed "$member" "$master"
  done
done
say 'Every sentinel knows who is there.'
