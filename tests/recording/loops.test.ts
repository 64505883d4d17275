import { expect, test } from "vitest";
import { makeMachine, type End } from "./stranger.ts";

const timeout = 60_000;
const seen = ({ stdout }: End): string[] => stdout.toString().trim().split("\n");

/** A command that reads nothing. */
const programs = { "bin/show": '#!/bin/sh\necho "shown $1"\n' };

async function recordAndReplay(script: string): Promise<{ recorded: string[]; replayed: string[] }> {
  const machine = makeMachine({ files: { ...programs, "script.sh": script } });
  const command = ["--", "sh", "script.sh"];

  const recorded = await machine.backlot(["record", "-o", "f.json", ...command]);
  const replayed = await machine.backlot(["replay", "f.json", ...command]);
  expect([recorded.exitCode, replayed.exitCode, replayed.stderr]).toEqual([
    0,
    0,
    expect.stringContaining("answered"),
  ]);
  return { recorded: seen(recorded), replayed: seen(replayed) };
}

test.each([
  ["a loop over a file", "printf '1\\n2\\n3\\n' >list; while read -r n; do show \"$n\"; done <list"],
  [
    "a loop with input given away",
    "printf '1\\n2\\n3\\n' | while read -r n; do show \"$n\" </dev/null; done",
  ],
  ["a loop over a pipe", "printf '1\\n2\\n3\\n' | while read -r n; do show \"$n\"; done"],
  ["a loop over a here-document", 'while read -r n; do show "$n"; done <<END\n1\n2\n3\nEND'],
  ["a loop over words", 'for n in 1 2 3; do show "$n"; done'],
])("%s calls a recorded command as often as without recording", { timeout }, async (_, script) => {
  const { recorded, replayed } = await recordAndReplay(script);
  expect(recorded).toEqual(["shown 1", "shown 2", "shown 3"]);
  expect(replayed).toEqual(recorded);
});

test.each([
  ["sort | head", "seq 50000 | sort -n | head -n 2", ["1", "2"]],
  ["grep -q", "seq 50000 | grep -q 7 && echo found", ["found"]],
  ["sed q", "seq 50000 | sed 3q", ["1", "2", "3"]],
])(
  "a command that stops reading replays, however much it was given: %s",
  { timeout },
  async (_, script, lines) => {
    for (let turn = 0; turn < 2; turn += 1) {
      const { recorded, replayed } = await recordAndReplay(script);
      expect([recorded, replayed]).toEqual([lines, lines]);
    }
  },
);
