import { readFileSync, rmSync, mkdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { inputs, ownPrograms, releaseCommands, releaseScript } from "./release-script.ts";
import { makeMachine, startServer, type End, type Machine } from "./stranger.ts";

const timeout = 90_000;
const fixture = "fixtures/release.json";

const scenario = releaseCommands
  .map((name) => `[[commands]]\nrun = "${name} **"\nfixture = "${fixture}"\n`)
  .join("\n");

const files = {
  "backlot.toml": scenario,
  "release.sh": releaseScript,
  ...ownPrograms,
  ...Object.fromEntries(Object.entries(inputs).map(([name, bytes]) => [`inputs/${name}`, bytes])),
};

/** A machine that has every command, and one that has a shell. */
const full = (): Machine => makeMachine({ files });
const bare = (programs = ["sh"]): Machine => {
  const machine = makeMachine({ files, programs, name: "bare" });
  rmSync(machine.path("bin"), { recursive: true });
  return machine;
};

/** What the script wrote to standard error is kept apart from what backlot says. */
const command = ["sh", "-c", 'exec sh ./release.sh "$@" 2>script.stderr', "sh"];

interface Run extends End {
  readonly scriptStderr: Buffer;
}

/** Runs the script as one verb of backlot. */
async function runScript(
  machine: Machine,
  verb: readonly string[],
  url: string,
  version = "v1.0",
): Promise<Run> {
  mkdirSync(machine.path("work"));
  const env = { API: url, WORK: machine.path("work"), INPUT: machine.path("inputs") };
  const end = await machine.backlot([...verb, "--", ...command, version], { env });
  rmSync(machine.path("work"), { recursive: true });
  return { ...end, scriptStderr: readFileSync(machine.path("script.stderr")) };
}

function copyFixture(from: Machine, to: Machine): void {
  to.write(fixture, readFileSync(from.path(fixture)));
}

/** Both runs did the same, to the byte. */
function expectSame(replayed: Run, recorded: Run): void {
  expect(replayed.stdout.equals(recorded.stdout)).toBe(true);
  expect(replayed.scriptStderr.toString("latin1")).toBe(recorded.scriptStderr.toString("latin1"));
  expect([replayed.exitCode, recorded.exitCode]).toEqual([0, 0]);
}

/** Records the script once, its server gone afterwards. */
async function recordScript(
  machine: Machine,
  verb: readonly string[],
): Promise<{ readonly run: Run; readonly url: string }> {
  const server = await startServer();
  const run = await runScript(machine, verb, server.url);
  await server.stop();
  expect(run.stderr).toMatch(/all \d+ calls passed to the real program/);
  return { run, url: server.url };
}

const recordVerb = ["record", "--output", fixture, "--commands", releaseCommands.join(",")];

test("the script does what it is there for", { timeout }, async () => {
  const { run } = await recordScript(full(), recordVerb);
  const text = run.stdout.toString("latin1");
  for (const part of [
    "tags: v1.0",
    "- part <three> 5",
    "40 Ann",
    "2:Beta v1.0",
    "apple=2",
    '"body":"{\\"tag\\":\\"v1.0\\"}"',
    "grep said 1",
    "curl said 22",
    "refuser said 3",
    "crasher said 139",
    "> on stdout",
    "git said 1",
    "1048576",
  ])
    expect(text).toContain(part);
  expect(run.stdout.includes(Buffer.from(inputs["bytes"] as Uint8Array).subarray(0, 256))).toBe(true);
  expect(run.stdout.length).toBeGreaterThan(300_000);
  expect(run.scriptStderr.toString()).toContain("refused: v1.0");
});

describe("a script that is recorded on one machine is replayed on one that has only a shell, byte for byte", () => {
  test("with record and replay", { timeout }, async () => {
    const machine = full();
    const { run, url } = await recordScript(machine, recordVerb);
    const other = bare();
    copyFixture(machine, other);
    const replayed = await runScript(other, ["replay", fixture], url);
    expectSame(replayed, run);
    expect(replayed.stderr).toMatch(/all \d+ calls answered, 13 expectations met/);
  });

  test("with a scenario and run --record", { timeout }, async () => {
    const machine = full();
    const { run, url } = await recordScript(machine, ["run", "--record"]);
    const other = bare();
    copyFixture(machine, other);
    const replayed = await runScript(other, ["run"], url);
    expectSame(replayed, run);
    expect(replayed.stderr).toMatch(/all \d+ calls answered, 13 expectations met/);
  });

  test(
    "with every command recorded; an interpreter, which nobody named, has to be there",
    { timeout },
    async () => {
      const machine = full();
      const { run, url } = await recordScript(machine, ["record", "--output", fixture]);
      expect(run.stderr).not.toContain("optional and unused");
      const other = bare(["sh", "awk"]);
      copyFixture(machine, other);
      expectSame(await runScript(other, ["replay", fixture], url), run);
    },
  );

  test("with the exit code of the script, when it fails", { timeout }, async () => {
    const script = "echo one | sort; refuser last\n";
    const machine = makeMachine({ files: { ...ownPrograms, "release.sh": script } });
    const run = await runScript(machine, ["record", "-o", fixture], "");
    expect([run.exitCode, run.scriptStderr.toString()]).toEqual([3, "refused: last\n"]);
    const other = makeMachine({ files: { "release.sh": script }, programs: ["sh"] });
    copyFixture(machine, other);
    const replayed = await runScript(other, ["replay", fixture], "");
    expect([replayed.exitCode, replayed.scriptStderr.toString()]).toEqual([3, "refused: last\n"]);
    expect(replayed.stdout.equals(run.stdout)).toBe(true);
    expect(replayed.stderr).toContain("verification found nothing wrong");
  });
});

describe("a script that changed since it was recorded", () => {
  const changed = async (change: (script: string) => string): Promise<{ end: Run; machine: Machine }> => {
    const machine = full();
    const { url } = await recordScript(machine, recordVerb);
    const other = bare();
    copyFixture(machine, other);
    other.write("release.sh", change(releaseScript));
    return { end: await runScript(other, ["replay", fixture], url), machine: other };
  };

  test.each(["", " || true"])("by one argument fails at that call%s", { timeout }, async (rest) => {
    const { end, machine } = await changed((script) =>
      script.replace(
        ' tag -a "$version" -m "Release $version"',
        ` tag -a "$version" -m "Version $version"${rest}`,
      ),
    );
    expect(end.exitCode).toBe(1);
    const said = end.scriptStderr.toString();
    expect(said).toContain("BKL4004 fixture-miss: fixtures/release.json has no recording of git -C");
    expect(said).toContain('args[6]: expected "Release v1.0", got "Version v1.0"');
    expect(end.stderr).toContain("1 fixture-miss, 1 unconsumed-recording");
    expect(end.stdout.toString("latin1")).toContain("tags: v1.0");
    const calls = await machine.backlot(["calls", "--outcome", "refused", "-v"]);
    const listed = calls.stdout.toString();
    expect(listed.match(/✗ refused/g)).toHaveLength(1);
    expect(listed).toContain('-m "Version v1.0"');
  });

  test("by a call that is gone fails for its recording", { timeout }, async () => {
    const { end } = await changed((script) => script.replace('refuser "$version";', ":;"));
    expect(end.exitCode).toBe(1);
    expect(end.stderr).toContain(
      "BKL4005 unconsumed-recording: fixtures/release.json has recordings that no call replayed",
    );
    expect(end.stderr).toMatch(/\[\d+\] refuser v1\.0\n/);
    expect(end.stderr).toContain(`fix: Record again: backlot record --output ${fixture} -- COMMAND.`);
  });

  test("by a call more than was recorded fails at that call", { timeout }, async () => {
    const { end } = await changed((script) => `${script}\nrefuser v1.0 || true\n`);
    expect(end.exitCode).toBe(1);
    expect(end.scriptStderr.toString()).toContain(
      "it answered an earlier call; many = true lets it answer again",
    );
  });
});
