/**
 * The reaper as a POSIX shell script: a shell starts in a millisecond and holds half a megabyte, where
 * Node would take fifty of each. Arguments: the text that owner files of this owner hold, and its pid.
 *
 * Its input is one line per fact, written before what it names exists: `SLOT dir PATH`,
 * `SLOT mark NAME=VALUE`, `SLOT pid PID:START`, `SLOT drop`, and `done` as the last. A slot is a small
 * number that is used again after a drop, so that a long life costs no memory.
 * Values hold no white space: other bytes than a few plain ones are written as \0ooo (octal).
 * When the input ends without `done` the owner is dead, and the script ends and removes what was named.
 */
export const reaperScript = `
trap '' HUP INT QUIT TERM PIPE
unset BACKLOT_REAPER
set -f
identity=$1 owner=$2 last=0 entries=
newline='
'

while read -r slot kind value; do
  case $slot in
    done) exit 0 ;;
    *[!0-9]*|'') continue ;;
  esac
  eval "entry_$slot=\\$kind:\\$value"
  [ "$slot" -le "$last" ] || last=$slot
done
slot=0
while [ "$slot" -lt "$last" ]; do
  slot=$((slot + 1))
  eval "entries=\\"\\$entries \\$entry_$slot\\""
done

# The dot keeps newlines at the end of a value; the caller takes it off again.
decode() { printf '%b.' "$1"; }

pause() { sleep "$1" 2>/dev/null || sleep 1; }

# Whether process $1 runs and started at $2. The name in its state file may hold newlines and parentheses.
runs() {
  if [ -r /proc/self/stat ]; then
    [ -r "/proc/$1/stat" ] || return 1
    line=
    while read -r part; do line="$line $part"; done 2>/dev/null <"/proc/$1/stat"
    set -- "$2" \${line##*\\)}
    [ "$#" -gt 20 ] && [ "$2" != Z ] && [ "$2" != X ] && [ "$1" = "\${21}" ]
  else
    set -- "$2" $(ps -o stat=,lstart= -p "$1")
    case \${2:-Z} in Z*) return 1 ;; esac
    [ "$1" = "$3_$4_$5_$6_$7" ]
  fi
}

# Patterns for grep, one per line: as they are, and with their own newlines as \\001.
marks= exact= spaced=
for entry in $entries; do
  case $entry in
    mark:*)
      mark=$(decode "\${entry#mark:}")
      marks="\${marks:+$marks$newline}\${mark%.}"
      mark=$(printf '%s' "\${mark%.}" | tr '\\n' '\\001')
      exact="\${exact:+$exact$newline}$mark"
      spaced="\${spaced:+$spaced$newline}$mark " ;;
  esac
done

# Processes whose environment holds a mark: one cheap search over all, then an exact look at each.
marked() {
  [ -n "$marks" ] || return 0
  if [ -r /proc/self/environ ]; then
    set +f
    files=$(grep -lsF -e "$marks" /proc/[0-9]*/environ)
    set -f
    for file in $files; do
      tr '\\n\\000' '\\001\\n' <"$file" | grep -qxF -e "$exact" || continue
      file=\${file#/proc/}
      echo "\${file%/environ}"
    done
  else
    list=$(ps -axEww -o pid=,command= | sed 's/$/ /')
    printf '%s\\n' "$list" | grep -F -e "$spaced" | while read -r pid rest; do echo "$pid"; done
  fi
}

targets() {
  for entry in $entries; do
    case $entry in
      pid:*)
        entry=\${entry#pid:}
        if runs "\${entry%%:*}" "\${entry#*:}"; then echo "\${entry%%:*}"; fi ;;
    esac
  done
  marked
}

# Sets $now to hundredths of a second, or to nothing where the system has no such clock.
clock() {
  now=
  read -r now rest </proc/uptime || return 0
  case $now in 0*|*[!0-9.]*) now= ;; *) now=\${now%.*}\${now#*.} ;; esac
}

# Whether as many hundredths of a second ($1) are over, or as many rounds ($2) where there is no clock. On
# a busy machine a round takes long.
over() {
  clock
  if [ -n "$now" ] && [ -n "$start" ]; then [ $((now - start)) -gt "$1" ]; else [ "$round" -gt "$2" ]; fi
}

# TERM once to each, KILL after a grace of about half a second. Two searches in a row must find nothing: a
# process may have forked and ended while the first was under way.
end_processes() {
  told=' ' empty=0 round=0
  clock
  start=$now
  while [ "$empty" -lt 2 ] && ! over 200 40; do
    empty=$((empty + 1)) round=$((round + 1))
    for pid in $(targets); do
      case $pid in $$|"$owner"|1) continue ;; esac
      empty=0
      if over 50 16; then
        kill -s KILL "$pid"
      else
        case $told in *" $pid "*) ;; *) kill -s TERM "$pid"; told="$told$pid " ;; esac
      fi
    done
    if [ "$empty" -eq 0 ]; then
      if [ "$round" -lt 4 ]; then pause 0.005; else pause 0.03; fi
    fi
  done
}

# Wakes shims that wait for somebody at the other end of a FIFO. The folder is renamed first, so that
# nobody starts to wait after the last look.
release() {
  [ -d "$1/pool" ] && [ ! -L "$1/pool" ] || return 0
  mv "$1/pool" "$1/pool.gone"
  set +f
  for fifo in "$1"/pool.gone/*; do
    if [ -p "$fifo" ]; then true <>"$fifo"; fi
  done
  set -f
}

# The owner file goes last: as long as anything is left, the next start knows whose it is.
remove() {
  folder=$1
  shift
  set +f
  for path in "$folder"/* "$folder"/.[!.]* "$folder"/..?*; do
    [ "$path" = "$folder/owner.json" ] || set -- "$@" "$path"
  done
  set -f
  for turn in 1 2 3; do
    rm -rf -- "$@" && rm -rf -- "$folder"
    [ -e "$folder" ] || return 0
    chmod -R u+rwX "$folder"
    pause 0.02
  done
}

end_processes 2>/dev/null
for entry in $entries; do
  case $entry in dir:*) ;; *) continue ;; esac
  folder=$(decode "\${entry#dir:}")
  folder=\${folder%.}
  [ -d "$folder" ] && [ ! -L "$folder" ] && [ -O "$folder" ] || continue
  if [ -s "$folder/owner.json" ]; then
    grep -qF -e "$identity" "$folder/owner.json" || continue
    release "$folder"
    remove "$folder"
  else
    # The owner died between making the folder and saying whose it is: then it holds nothing yet.
    rm -f -- "$folder/owner.json"
    rmdir -- "$folder"
  fi
done
`;
