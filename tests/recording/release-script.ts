/**
 * A script as projects have them: git, text tools in pipelines and loops, a server, failures, binary and large data.
 * Shells write "Segmentation fault" themselves, and differently: the crash is silenced there.
 */
export const releaseScript = `#!/bin/sh
version=$1
repo=$WORK/repo
export GIT_AUTHOR_NAME=Ann GIT_AUTHOR_EMAIL=ann@example.com GIT_COMMITTER_NAME=Ann GIT_COMMITTER_EMAIL=ann@example.com
git init -q -b main "$repo"
for part in one two three; do
  git -C "$repo" commit -q --allow-empty -m "feat: part $part"
done
git -C "$repo" tag -a "$version" -m "Release $version"
echo "tags: $(git -C "$repo" tag --list)"

echo "== changelog"
git -C "$repo" log --format=%s | sed 's/^feat: /- /' | sort | while read -r dash what name; do
  echo "$dash $what <$name> $(printf '%s' "$name" | wc -c | sed 's/ //g')"
done
git -C "$repo" log --format='%H %an' | awk '{ print length($1), $2 }' | sort -u
git -C "$repo" log -n 1 --format='%H %ad'

echo "== here-documents"
grep -n -i b <<TEXT
alpha
Beta $version
gamma b
TEXT
sed -n '/^b/,$p' <<'TEXT'
a
b $version
TEXT

echo "== pipelines"
printf '%s\\n' pear apple fig apple | sort | uniq -c | sort -rn | awk '{ print $2 "=" $1 }'
echo some | grep nothing || echo "grep said $?"
sort "$INPUT/lines" | head -n 2

echo "== server"
curl -sS -H 'X-Release: 1' "$API/releases?tag=$version"; echo
printf '{"tag":"%s"}' "$version" | curl -sS -X POST -H 'Content-Type: application/json' --data-binary @- "$API/releases"; echo
curl -sS -f "$API/missing" || echo "curl said $?"

echo "== failures"
refuser "$version"; echo "refuser said $?"
{ crasher; } 2>/dev/null; echo "crasher said $?"
refuser in a pipeline | sed 's/^/> /'
git -C "$repo" checkout -q nowhere || echo "git said $?"

echo "== binary"
head -c 256 "$INPUT/bytes"
gzip -nc <"$INPUT/bytes" | gzip -dc | cksum
gzip -nc <"$INPUT/bytes"

echo "== large"
sort "$INPUT/lines"
wc -c <"$INPUT/million" | sed 's/ //g'
sort -u <"$INPUT/million" | cksum
git hash-object --stdin <"$INPUT/million"
`;

/** The commands of the script, but for awk in the order it calls them. */
export const releaseCommands = [
  ..."git sed sort wc grep uniq head curl refuser crasher gzip cksum".split(" "),
  "awk",
];

/** Two programs that nobody else has: one fails, one is killed by a signal. */
export const ownPrograms: Readonly<Record<string, string>> = {
  "bin/refuser": '#!/bin/sh\necho "on stdout"; echo "refused: $*" >&2\nexit 3\n',
  "bin/crasher": '#!/bin/sh\necho "before the crash"\nkill -SEGV $$\n',
};

/** What the script reads: all byte values, 400 KB of lines that are not sorted, 1 MB. */
export const inputs: Readonly<Record<string, Uint8Array>> = {
  bytes: Uint8Array.from({ length: 1024 }, (_, index) => index % 256),
  lines: Buffer.from(
    Array.from({ length: 20_000 }, (_, i) => `line ${(i * 7919) % 20_000} of many\n`).join(""),
  ),
  million: Uint8Array.from({ length: 1 << 20 }, (_, i) => (i % 64 === 63 ? 10 : 97 + ((i * i) % 26))),
};
