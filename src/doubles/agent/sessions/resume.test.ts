import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { sessionIds } from "../conversation/ids.ts";
import {
  exchange,
  firstId,
  forkId,
  project,
  promptsOf,
  sampleMachine,
  secondId,
  usedMachine,
  type SampleProcess,
} from "../../../../tests/samples/agent-sessions.ts";

const file = `${project}/${firstId}.jsonl`;

describe("a resumed session", () => {
  test.each(["2.1.12", "2.1.328"])("goes on in another process, in the same file, in %s", async (version) => {
    const hash = {
      sha1: (bytes: Uint8Array) => createHash("sha1").update(bytes).digest("hex"),
      sha256: (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex"),
    };
    const ids = (sessionId: string): ReturnType<typeof sessionIds> => sessionIds(sessionId, hash);
    const machine = sampleMachine();
    const prompts = ["hello", 'multi\nline "quoted" \u2028 \udcff 😀', ""];
    for (const [index, prompt] of prompts.entries()) {
      const options = index === 0 ? {} : { resume: firstId };
      const claude = await machine.start({ version, options, ids });
      expect(promptsOf(claude) ?? []).toEqual(prompts.slice(0, index));
      await claude.say(...exchange(prompt, "Hi!"));
    }
    const lines = machine
      .text(file)
      .split("\n")
      .flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Record<string, unknown>]))
      .filter((line) => "uuid" in line);
    expect(lines.map((line) => line["parentUuid"])).toEqual([
      null,
      ...lines.slice(0, -1).map((line) => line["uuid"]),
    ]);
    expect(new Set(lines.map((line) => line["uuid"])).size).toBe(6);
    expect([...machine.files.keys()].filter((path) => path.endsWith(".jsonl"))).toEqual([file]);
  });

  test.each([
    ["text", undefined],
    ["json", undefined],
    ["stream-json", "error_during_execution"],
  ] as const)(
    "that nobody knows is told on stderr, with --output-format %s",
    async (outputFormat, stdout) => {
      const { found } = await (await usedMachine()).start({ options: { resume: secondId, outputFormat } });
      expect(found).toEqual({
        kind: "refused",
        stdout,
        stderr: `No conversation found with session ID: ${secondId}\n`,
        code: 1,
      });
    },
  );

  test("is found from another directory by current, not by classic", async () => {
    const machine = await usedMachine();
    const options = { resume: firstId };
    const classic = await machine.start({ cwd: "/other", options });
    expect(classic.found).toMatchObject({ kind: "refused", code: 1 });
    const current = await machine.start({ cwd: "/other", options, version: "2.1.328" });
    expect(promptsOf(current)).toEqual(["hello"]);
    await current.say(...exchange("again", "Hi!"));
    expect([...machine.files.keys()].filter((path) => path.endsWith(".jsonl"))).toEqual([file]);
    expect(machine.text(file)).toContain('"cwd":"/other"');
  });

  test.each([
    [
      "2.1.12",
      true,
      "Error: --resume requires a valid session ID when used with --print. Usage: claude -p --resume <session-id>",
    ],
    [
      "2.1.12",
      "my\u001b[1m",
      'Error: --resume requires a valid session ID when used with --print. Usage: claude -p --resume <session-id>. Session IDs must be in UUID format. Provided value "my\\x1b[1m" is not a valid UUID',
    ],
    [
      "2.1.328",
      true,
      "Error: --resume requires a valid session ID or session title when used with --print. Usage: claude -p --resume <session-id|title>",
    ],
    [
      "2.1.328",
      "../x",
      'Error: --resume requires a valid session ID or session title when used with --print. Usage: claude -p --resume <session-id|title>. Provided value "../x" is not a UUID and does not match any session title.',
    ],
  ] as const)("needs an id in %s, not %j", async (version, resume, text) => {
    const { found } = await (await usedMachine()).start({ version, options: { resume } });
    expect(found).toEqual({ kind: "refused", stderr: `${text}\n`, code: 1 });
  });

  test("has no list to be chosen from on a terminal", async () => {
    const { found } = await (await usedMachine()).start({ interactive: true, options: { resume: true } });
    expect(found).toEqual({
      kind: "refused",
      stderr: "Error: --resume needs the ID of a session: the list to choose one from is not simulated.\n",
      code: 1,
    });
  });

  test("that is a folder is none", async () => {
    const machine = sampleMachine();
    machine.put(`${file}/x`, "");
    const { found } = await machine.start({ options: { resume: firstId } });
    expect(found).toMatchObject({ kind: "refused" });
  });

  test("may be as large as the limit, not larger", async () => {
    const sized = (size: number): ReturnType<typeof sampleMachine> =>
      sampleMachine((folder) => ({
        stat: async (path) => {
          const found = await folder.stat(path);
          return found === undefined ? undefined : { ...found, size };
        },
      }));
    const resumedWith = async (size: number): Promise<SampleProcess> => {
      const machine = sized(size);
      machine.put(file, "{}\n");
      return machine.start({ options: { resume: firstId } });
    };
    expect(promptsOf(await resumedWith(limits.agentSessionBytes))).toEqual([]);
    expect((await resumedWith(limits.agentSessionBytes + 1)).found).toEqual({
      kind: "refused",
      stderr: `Error: ${file} has 67108865 bytes; sessions of at most 67108864 can be resumed.\n`,
      code: 1,
    });
  });

  test("that can't be read is told, and a new one begins all the same", async () => {
    const refuse = (): never => {
      throw new Error("EACCES: permission denied");
    };
    const machine = sampleMachine(() => ({ stat: refuse, list: refuse, read: refuse }));
    const stderr = "Error: the sessions below /config can't be read: EACCES: permission denied\n";
    for (const options of [{ resume: firstId }, { continue: true }])
      expect((await machine.start({ options })).found).toEqual({ kind: "refused", stderr, code: 1 });
    expect((await machine.start({ options: { sessionId: secondId } })).found.kind).toBe("new");
  });

  test("whose file vanishes meanwhile has said nothing", async () => {
    const machine = sampleMachine(() => ({ read: () => Promise.resolve(undefined) }));
    machine.put(file, "x");
    expect(promptsOf(await machine.start({ options: { resume: firstId } }))).toEqual([]);
    const fork = await machine.start({ options: { resume: firstId, forkSession: true } });
    await fork.say({ kind: "prompt", text: "hello" });
    expect(machine.text(`${project}/${forkId}.jsonl`)).toContain('"parentUuid":null');
  });

  test("skips lines that are none, says how many, and is not glued to one that was cut", async () => {
    const machine = await usedMachine();
    const whole = machine.text(file);
    machine.put(file, `nonsense\n${whole}{"type":"user","message":{"ro`);
    const claude = await machine.start({ options: { resume: firstId } });
    expect(promptsOf(claude)).toEqual(["hello"]);
    expect(machine.warnings).toEqual([
      `Warning: 2 of the 5 lines of ${file} can't be read as JSON objects and are left out.\n`,
    ]);
    await claude.say({ kind: "prompt", text: "again" });
    expect(machine.text(file).slice(whole.length)).toMatch(
      /"message":\{"ro\n\{"operation":"dequeue".*\n\{.*\n$/,
    );
    expect(promptsOf(await machine.start({ options: { resume: firstId } }))).toEqual(["hello", "again"]);
  });
});
