#!/bin/sh
# Asks ChatOpsIncidents whether changes to a service wait, before it is deployed. Ends with 1 if they do, else with 0.
#
#   CHATOPS_URL=https://chatops.example.com CHATOPS_TOKEN=… sh check.sh checkout
#   ROLLBACK=true sh check.sh checkout      a way back is never held up
#
# The token is one of Api:Tokens. Whoever does not answer within five seconds holds up nothing: the deploy goes on, and the log
# says that nobody was asked. Needs curl.
set -u

service="${1:?Say which service: sh check.sh checkout}"
if [ "${ROLLBACK:-false}" = "true" ]; then
  echo "A rollback of $service: not held up by any freeze."
  exit 0
fi

# The header comes from standard input, so that the token stands in no list of processes.
answer="$(printf 'Authorization: Bearer %s\n' "${CHATOPS_TOKEN:-}" \
  | curl --silent --max-time 5 --get --header @- --data-urlencode "service=$service" \
    --write-out '\n%{http_code}' "${CHATOPS_URL:-}/api/v1/freeze")" || true
status="$(printf '%s\n' "$answer" | tail -n 1)"

case "$status" in
  200)
    echo "Changes to $service are not frozen."
    ;;
  423)
    echo "Changes to $service are frozen because of an incident:"
    printf '%s\n' "$answer" | sed '$d'
    echo "Wait until it is over, or run again with ROLLBACK=true if this is a way back."
    exit 1
    ;;
  *)
    echo "Whether changes to $service are frozen could not be asked (answer: ${status:-none}). The deploy goes on." >&2
    ;;
esac
