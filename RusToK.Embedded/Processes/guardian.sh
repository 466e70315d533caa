# Runs COMMAND in a process group of its own and ends it when standard input reaches its end: only the parent holds
# the other end of that pipe, so the kernel closes it however the parent ends, SIGKILL included.
#
#   bash -c "$(cat guardian.sh)" guardian STOP_SIGNAL GRACE_SECONDS COMMAND [ARGUMENT...]
#
# First line of standard output: the process id of COMMAND. After that its own output. Exit status: that of COMMAND.
# Written for bash 3.2, which is what macOS has.

set -m
stop_signal=$1
grace=$2
shift 2

# A Ctrl-C of the terminal reaches this shell too; the parent decides what it means. (A handler, not '', because a
# child would inherit an ignored signal.)
trap : INT TERM HUP QUIT

# This shell has nothing to say: with job control it reports the end of a command that is over at once.
exec 3<&0 4>&1 5>&2 >/dev/null 2>&1
sh -c 'echo "$$"; exec "$0" "$@"' "$@" </dev/null >&4 2>&5 3<&- 4>&- 5>&- &
child=$!
exec 4>&- 5>&-

# The ids of a process and all below it. PostgreSQL's backends leave the process group, hence the walk.
tree() {
  local below
  for below in $(cat "/proc/$1/task/"*/children 2>/dev/null || pgrep -P "$1" 2>/dev/null); do
    tree "$below"
  done
  echo "$1"
}

(
  trap - INT TERM HUP QUIT
  while read -r _ <&3; do :; done
  kill -s CONT $(tree "$child")
  kill -s "$stop_signal" -- "-$child"
  tenths=$((grace * 10))
  while [ "$tenths" -gt 0 ] && kill -0 "$child"; do
    tenths=$((tenths - 1))
    sleep 0.1
  done
  kill -s KILL $(tree "$child")
  kill -s KILL -- "-$child"
) &
watcher=$!
exec 3<&-

# `wait` returns early, above 128, when this shell handles a signal; only the end of the child ends the loop.
while :; do
  wait "$child"
  status=$?
  kill -0 "$child" || break
done
kill -s KILL -- "-$watcher"
wait "$watcher"
exit "$status"
