import { describe, expect, test } from "vitest";
import { served, worldOf } from "../../../tests/samples/world.ts";
import { utf8, type CallInput } from "../../core/index.ts";
import { judgeOverRun, verify } from "../../verify/index.ts";
import {
  call,
  code,
  fixtureFile,
  judged,
  recorded,
  run,
  told,
  worldWith,
} from "../../../tests/samples/fixture.ts";

describe("replay", () => {
  test("answers what was recorded, each recording once, in the order of sequence", async () => {
    const world = await worldWith([
      recorded("git status", { stdout: "first" }),
      recorded("git push", { stdout: "", stderr: "refused\n", exit: { code: 1 } }),
      recorded("git status", { stdout: "\udcff", exit: { signal: "SIGTERM" } }),
    ]);
    expect(await run(world, "git status")).toEqual(["first", code(0)]);
    expect(await run(world, "git push")).toEqual(["refused\n", code(1)]);
    expect(await run(world, "git status")).toEqual(["ÿ", { how: "signal", signal: "SIGTERM" }]);
    expect(judged(world)).toEqual([]);
    expect(world.query("command.state", null)).toEqual({
      fixtures: [{ path: "f.json", replayed: { 0: 1, 1: 1, 2: 1 }, recorded: 0 }],
    });
  });

  test("keeps the order of the two streams, without the time it took", async () => {
    const chunks = [
      { stream: "stdout", text: "a", atMs: 0 },
      { stream: "stderr", text: "b", atMs: 500 },
      { stream: "stdout", text: "c", atMs: 900 },
    ] as const;
    const world = await worldWith([recorded("git x", { stdout: "ac", stderr: "b", chunks })]);
    const arrival = call("git x");
    await world.accept(arrival);
    expect(arrival.said.slice(0, 3)).toEqual([
      ["stdout", "a"],
      ["stderr", "b"],
      ["stdout", "c"],
    ]);
  });

  test("reads standard input only when a recording that may answer has one", async () => {
    const world = await worldWith([recorded("git status"), recorded("git apply", { stdin: "patch" })]);
    const never: readonly CallInput[] = {
      [Symbol.iterator]: () => {
        throw new Error("it was read");
      },
    } as never;
    expect(await run(world, "git status", never)).toEqual(["git status\n", code(0)]);
    expect(await run(world, "git apply", "patch")).toEqual(["git apply\n", code(0)]);
  });

  test("a program that left while its standard input was read has used no recording", async () => {
    const world = await worldWith([recorded("git apply", { stdin: "patch" })]);
    const arrival = call("git apply", [{ kind: "bytes", bytes: utf8("pat") }, { kind: "gone" }]);
    expect(await served(world, arrival)).toMatchObject({ outcome: "gone", findings: [] });
    expect(arrival.said).toEqual([["close", code(127)]]);
    expect(await run(world, "git apply", "patch")).toEqual(["git apply\n", code(0)]);
  });

  test("a call that nothing was recorded for is refused with the nearest recording, and fails though swallowed", async () => {
    const world = await worldWith([
      recorded("git status"),
      recorded("git push --tags", { envSubset: { GIT_DIR: "x" } }),
    ]);
    await run(world, "git status");
    const arrival = call("git push --force");
    const record = await served(world, arrival);
    expect(record).toMatchObject({ outcome: "refused", expectation: "backlot.toml#commands[0]" });
    const text = arrival.said.flatMap(([kind, what]) => (kind === "stderr" ? what : [])).join("");
    expect(text).toBe(`backlot: BKL4004 fixture-miss: f.json has no recording of git push --force
  why: What the real command would have answered is not known.
  nearest: git push --tags (recordings[1])
    args[1]: expected "--tags", got "--force"
    env.GIT_DIR: expected "x", but it is missing
  nearest: git status (recordings[0])
    args[0]: expected "status", got "push"
    args[1]: "--force" is not expected
    it answered an earlier call; many = true lets it answer again
  fix: Record it: backlot run --record=new -- COMMAND.
`);
    expect(arrival.said.at(-1)).toEqual(["close", code(127)]);
    expect(told(world)).toEqual([
      "fixture-miss: f.json has no recording of git push --force",
      "unconsumed-recording: f.json has recordings that no call replayed:\n  [1] git push --tags",
    ]);
  });

  test("a recording that was used up answers no more, unless many is said", async () => {
    const once = await worldWith([recorded("git status")]);
    await run(once, "git status");
    expect((await run(once, "git status")).at(-1)).toEqual(code(127));
    const many = await worldWith([recorded("git status")], { fixture: '{ path = "f.json", many = true }' });
    await run(many, "git status");
    expect((await run(many, "git status")).at(-1)).toEqual(code(0));
    expect(judged(many)).toEqual([]);
  });

  test("strict wants standard input and environment too; without it the best fit answers", async () => {
    const recordings = [
      recorded("git apply", { stdin: "a", stdout: "a" }),
      recorded("git apply", { stdin: "b", stdout: "b", envSubset: { GIT_DIR: "x" } }),
    ];
    const strict = await worldWith(recordings);
    expect((await run(strict, "git apply", "b")).at(-1)).toEqual(code(127));
    expect(await run(strict, "git apply", "b", { env: { GIT_DIR: "x", MORE: "1" } })).toEqual(["b", code(0)]);
    const fuzzy = await worldWith(recordings, { fixture: '{ path = "f.json", strict = false }' });
    expect(await run(fuzzy, "git apply", "b")).toEqual(["b", code(0)]);
    expect(await run(fuzzy, "git apply", "c")).toEqual(["a", code(0)]);
  });

  test("many calls at once never get the same recording", async () => {
    const world = await worldWith(
      Array.from({ length: 50 }, (_, index) => recorded("git status", { stdout: `${index}` })),
    );
    const answers = await Promise.all(Array.from({ length: 50 }, () => run(world, "git status")));
    expect(new Set(answers.map(([text]) => text)).size).toBe(50);
  });
});

describe("what is left", () => {
  test("a fixture that several expectations name is judged once, and what is optional is excused", async () => {
    const recordings = [recorded("git status"), recorded("hub pr"), recorded("curl x")];
    const more =
      '[[commands]]\nrun = "git status"\nfixture = "f.json"\n[[commands]]\nrun = "hub **"\noptional = true\nfixture = "f.json"\n';
    const world = await worldWith(recordings, { more: more.replace("git status", "tig **") });
    expect(told(world).filter((line) => line.startsWith("unconsumed"))).toEqual([
      "unconsumed-recording: f.json has recordings that no call replayed:\n  [0] git status\n  [2] curl x",
    ]);
  });

  test("an optional call's recordings were missed because another call of its command is wanted", async () => {
    const entry = (line: string, more = ""): string =>
      `[[commands]]\nrun = "${line}"\nfixture = "f.json"\n${more}`;
    const lines = ["git status", "git push a", "git push {{cwd}}/b", "git log"];
    const wanted = await worldOf(entry("git push *", "optional = true\n") + entry("git status"), {
      files: { "f.json": fixtureFile(...lines.map((line) => recorded(line))) },
    });
    await run(wanted, "git status");
    expect(told(wanted)).toEqual([
      'unconsumed-recording: f.json has recordings that no call replayed:\n  [2] git push "{{cwd}}/b"\n  [3] git log',
    ]);
  });

  test("an optional expectation leaves nothing, and a check is switched off by the fixture's path", async () => {
    const optional = await worldWith([recorded("git status")], { more: "optional = true\n" });
    expect(judged(optional)).toEqual([]);
    const allowed = await worldWith([recorded("git status"), recorded("git push")], {
      more: '[[allow]]\nrule = "unconsumed-recording"\nat = "f.json"\nreason = "next week"\n',
    });
    await run(allowed, "git push");
    expect(judged(allowed)).toEqual([]);
  });

  test("a fixture without a file refuses its calls; unused, it is said with what it leaves unused", async () => {
    const called = await worldWith(null);
    expect((await run(called, "git status")).at(-1)).toEqual(code(127));
    expect(told(called)).toEqual(["fixture-missing: git status is answered by f.json, which does not exist"]);
    const unused = await worldWith(null);
    expect(
      judged(unused).map(({ name, consequences }) => [name, consequences?.map((one) => one.name)]),
    ).toEqual([["fixture-missing", ["unused-expectation"]]]);
  });

  test("over the worlds of a shared base only what no world replayed is left", async () => {
    const worlds = [];
    for (const line of ["git a", "git b"]) {
      const world = await worldOf(`shared = true\n[[commands]]\nrun = "git **"\nfixture = "f.json"\n`, {
        files: { "f.json": fixtureFile(recorded("git a"), recorded("git b"), recorded("git c")) },
      });
      await run(world, line);
      const report = verify(world, { world: "w", unsealed: [], withoutCounts: true });
      expect(report.findings).toEqual([]);
      worlds.push({ report, allow: [] });
    }
    expect(judgeOverRun(worlds).findings.map(({ what }) => what)).toEqual([
      "f.json has recordings that no call replayed:\n  [2] git c",
    ]);
  });

  test("where the fixture is all there is, what it lacks is mended by recording it again", async () => {
    const fixes = async (input: string): Promise<string[]> => {
      const world = await worldWith([recorded("git status")]);
      for (const { name } of world.scenario.layers) {
        for (const { expectation } of world.expectations.removeLayer(name))
          world.expectations.declare(name, { ...expectation, at: { kind: "input", input } });
      }
      await run(world, "git push");
      return judged(world).map((one) => `${one.name}: ${one.fix}`);
    };
    const again = "Record again: backlot record --output f.json -- COMMAND.";
    expect(await fixes("f.json")).toEqual([`fixture-miss: ${again}`, `unconsumed-recording: ${again}`]);
    expect(await fixes("defineScenario(): commands[0]")).toEqual([
      "fixture-miss: Record it: backlot run --record=new -- COMMAND.",
      expect.not.stringContaining(again),
    ]);
  });
});
