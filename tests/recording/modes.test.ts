import { readFileSync, rmSync } from "node:fs";
import { expect, test } from "vitest";
import { makeMachine, type End, type Machine } from "./stranger.ts";

const timeout = 60_000;
const fixture = "f.json";
const files = {
  "backlot.toml": `[[commands]]\nrun = "tool **"\nfixture = "${fixture}"\n`,
  "bin/tool": '#!/bin/sh\necho "$1 $NOW in $(pwd), $HOME, $TMPDIR/x"\n',
};

function run(machine: Machine, flags: readonly string[], script: string, now = "first"): Promise<End> {
  return machine.backlot(["run", ...flags, "--", "sh", "-c", script], { env: { NOW: now } });
}

interface Fixture extends Record<string, unknown> {
  readonly recordings: readonly Record<string, unknown>[];
}

const read = (machine: Machine): Fixture => JSON.parse(machine.read(fixture)) as Fixture;
const outputs = (machine: Machine): unknown[] =>
  read(machine).recordings.map(({ stdout }) => String(stdout).split(" in ")[0]);

test(
  "a fixture without a file ends with exit code 3 and the command that records it, which works",
  { timeout },
  async () => {
    const machine = makeMachine({ files });
    const missing = await run(machine, [], "tool a || true");
    expect(missing.exitCode).toBe(3);
    expect(missing.stderr).toContain("BKL4001 fixture-missing");
    expect(missing.stderr).toContain("fix: Record it: backlot run --record -- COMMAND");
    expect((await run(machine, ["--record"], "tool a")).exitCode).toBe(0);
    expect((await run(machine, [], "tool a")).exitCode).toBe(0);

    const replay = await machine.backlot(["replay", "other.json", "--", "tool", "a"]);
    expect(replay.exitCode).toBe(3);
    expect(replay.stderr).toContain("fix: Record it: backlot record --output other.json -- COMMAND.");
    expect(
      (await machine.backlot(["record", "--output", "other.json", "--commands", "tool", "--", "tool", "a"]))
        .exitCode,
    ).toBe(0);
    expect((await machine.backlot(["replay", "other.json", "--", "tool", "a"])).exitCode).toBe(0);
  },
);

test("once records what has no file; new adds to it; all begins again", { timeout }, async () => {
  const machine = makeMachine({ files });
  await run(machine, ["--record"], "tool a");
  const once = await run(machine, ["--record=once"], "tool a; tool b || true", "later");
  expect([once.exitCode, once.stdout.toString()]).toEqual([1, expect.stringMatching(/^a first /)]);
  expect(outputs(machine)).toEqual(["a first"]);
  const added = await run(machine, ["--record=new"], "tool a; tool b", "later");
  expect([added.exitCode, added.stdout.toString()]).toEqual([
    0,
    expect.stringMatching(/^a first .*\nb later /),
  ]);
  expect(outputs(machine)).toEqual(["a first", "b later"]);
  const again = await run(machine, ["--record=all"], "tool b", "last");
  expect([again.exitCode, outputs(machine)]).toEqual([0, ["b last"]]);
});

test(
  "of two recorders of one file the second one is told, and the first one's file stays",
  { timeout },
  async () => {
    const machine = makeMachine({ files });
    const wait = "until [ -e go ]; do sleep 0.02; done";
    const first = run(machine, ["--record=all"], `tool first; : >recording; ${wait}`);
    const second = await run(
      machine,
      ["--record=all"],
      "until [ -e recording ]; do sleep 0.02; done; tool second; : >go",
    );
    expect((await first).exitCode).toBe(0);
    expect(second.exitCode).toBe(1);
    expect(second.stderr).toContain("BKL4006 fixture-busy");
    expect(second.stdout.toString()).toMatch(/^second /);
    expect(outputs(machine)).toEqual(["first first"]);
  },
);

test(
  "a fixture that needs nothing else has the keys of CmdMox's 1.0, in their order",
  { timeout },
  async () => {
    // Whether a command that leaves its input alone was given all of it is chance; this one reads it.
    const reading = { ...files, "bin/tool": '#!/bin/sh\n/bin/cat >/dev/null\necho "$1"\n' };
    const machine = makeMachine({ files: reading });
    await run(machine, ["--record"], "tool a; printf in | tool b");
    const { recordings, metadata, ...rest } = read(machine);
    expect(Object.keys({ ...rest, metadata, recordings }).toSorted()).toEqual(
      "metadata recordings scrubbing_rules version".split(" "),
    );
    expect(rest).toMatchObject({ version: "1.0", scrubbing_rules: [] });
    expect(Object.keys(metadata as object)).toEqual(
      "created_at cmdmox_version platform python_version".split(" "),
    );
    for (const recording of recordings) {
      expect(Object.keys(recording)).toEqual(
        "sequence command args stdin env_subset stdout stderr exit_code timestamp duration_ms".split(" "),
      );
    }
    expect(machine.read(fixture)).toMatch(/^\{\n {2}"version": "1\.0",\n {2}"metadata": \{/);
  },
);

test(
  "what was recorded in one folder, home and temporary folder is replayed in others",
  { timeout },
  async () => {
    const here = makeMachine({ files });
    const script = 'tool "$PWD/a" && tool "$HOME/b" && tool "$TMPDIR/c" && printf "%s" "$PWD/in" | tool d';
    const recorded = await run(here, ["--record"], script);
    expect(here.read(fixture)).not.toContain(here.root);
    for (const place of ["{{cwd}}/a", "{{home}}/b", "{{tmp}}/c", "{{cwd}}/in"])
      expect(here.read(fixture)).toContain(place);

    const there = makeMachine({ files, programs: ["sh"], name: "elsewhere" });
    rmSync(there.path("bin"), { recursive: true });
    there.write(fixture, readFileSync(here.path(fixture)));
    const replayed = await run(there, [], script);
    expect([replayed.exitCode, recorded.exitCode]).toEqual([0, 0]);
    expect(replayed.stdout.toString()).toBe(recorded.stdout.toString().replaceAll(here.root, there.root));
  },
);

test("placeholders that a program itself writes stay what they are", { timeout }, async () => {
  const machine = makeMachine({
    files: { ...files, "bin/tool": "#!/bin/sh\necho '{{cwd}} {{home}} {{{{tmp}}' \"$PWD\"\n" },
  });
  const recorded = await run(machine, ["--record"], "tool '{{cwd}}'");
  const replayed = await run(machine, [], "tool '{{cwd}}'");
  expect([replayed.exitCode, replayed.stdout.toString()]).toEqual([0, recorded.stdout.toString()]);
  expect(recorded.stdout.toString()).toBe(`{{cwd}} {{home}} {{{{tmp}} ${machine.project}\n`);
});
