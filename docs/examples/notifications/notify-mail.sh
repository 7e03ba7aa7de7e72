#!/bin/sh
# A notification-script, or the script of a script channel: one mail per event through the local sendmail.
#
#   sentinel notification-script mymaster /etc/vedette/scripts/notify-mail.sh
#
# Arguments: <event> <payload>. Variables VEDETTE_* tell more when it is a script channel.
# MAIL_TO is the recipient. Exit code 1 asks for another attempt, 2 and above gives up.

event=$1
payload=$2
to=${MAIL_TO:?set MAIL_TO to the recipient}
sendmail=${SENDMAIL:-/usr/sbin/sendmail}

if [ $# -lt 2 ]; then
  echo "usage: $0 <event> <payload>" >&2
  exit 2
fi

{
  # Nothing of the event may become a header of its own.
  printf 'To: %s\n' "$to"
  printf 'Subject: [vedette] %s %s\n' "$event" "$payload" | tr -d '\r' | head -n 1
  printf 'Auto-Submitted: auto-generated\n'
  printf 'Content-Type: text/plain; charset=UTF-8\n\n'
  printf '%s %s\n\n' "$event" "$payload"
  printf 'time:     %s ms\n' "${VEDETTE_TIME_MS:-$(date +%s)000}"
  printf 'sequence: %s\n' "${VEDETTE_SEQUENCE:--}"
  printf 'role:     %s\n' "${VEDETTE_ROLE:--}"
  printf 'host:     %s\n' "$(uname -n)"
} | "$sendmail" -t || exit 1
