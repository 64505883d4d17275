import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { sessionIds } from "../conversation/ids.ts";
import {
  exchange,
  firstId,
  forkId,
  project,
  sampleMachine,
  secondId,
  type SampleProcess,
} from "../../../../tests/samples/agent-sessions.ts";

const file = `${project}/${firstId}.jsonl`;

/** What the user typed before, as a process finds it; undefined: it is a new session, or none. */
function promptsOf({ found }: SampleProcess): readonly string[] | undefined {
  return found.kind === "resumed" ? found.earlier.prompts : undefined;
}

/** A machine with a session that answered one prompt. */
async function used(): Promise<ReturnType<typeof sampleMachine>> {
  const machine = sampleMachine();
  const claude = await machine.start();
  await claude.say(...exchange("hello", "Hi!"));
  machine.pass(5_000);
  return machine;
}

describe("a new session", () => {
  test("has the id of its scenario or world, or the one that a flag gives", async () => {
    const machine = sampleMachine();
    expect((await machine.start()).found).toEqual({
      kind: "new",
      sessionId: firstId,
      path: `projects/-home-ada-my-app/${firstId}.jsonl`,
    });
    const { found } = await machine.start({ options: { sessionId: secondId } });
    expect(found).toMatchObject({ kind: "new", sessionId: secondId });
  });

  test("of a scenario with a fixed id is the same each time it runs", async () => {
    const machine = sampleMachine();
    const keep = async (): Promise<string> => {
      const claude = await machine.start();
      expect(promptsOf(claude)).toBeUndefined();
      await claude.say(...exchange("hello", "Hi!"));
      return machine.text(file);
    };
    expect(await keep()).toBe(await keep());
  });

  test.each(["2.1.12", "2.1.328"])("may not have an id that is in use, in %s", async (version) => {
    const machine = await used();
    const { found } = await machine.start({ version, options: { sessionId: firstId } });
    expect(found).toEqual({
      kind: "refused",
      stderr: `Error: Session ID ${firstId} is already in use.\n`,
      code: 1,
    });
    const elsewhere = await machine.start({ cwd: "/other", options: { sessionId: firstId } });
    expect(elsewhere.found.kind).toBe("new");
  });

  test.each(["", "1", "../../x", `${firstId}\n`, `${firstId}x`, "g".repeat(36)])(
    "may not have the id %j",
    async (sessionId) => {
      const { found } = await sampleMachine().start({ options: { sessionId } });
      expect(found).toEqual({
        kind: "refused",
        stderr: "Error: Invalid session ID. Must be a valid UUID.\n",
        code: 1,
      });
    },
  );
});

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
      const { found } = await (await used()).start({ options: { resume: secondId, outputFormat } });
      expect(found).toEqual({
        kind: "refused",
        stdout,
        stderr: `No conversation found with session ID: ${secondId}\n`,
        code: 1,
      });
    },
  );

  test("is found from another directory by current, not by classic", async () => {
    const machine = await used();
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
      "Error: --resume requires a valid session ID when used with --print. Usage: claude -p --resume <session-id>.",
    ],
    [
      "2.1.12",
      "my\u001b[1m",
      'Error: --resume requires a valid session ID when used with --print. Usage: claude -p --resume <session-id>. "my\\x1b[1m" is not a UUID.',
    ],
    [
      "2.1.328",
      true,
      "Error: --resume requires a valid session ID or session title when used with --print. Usage: claude -p --resume <session-id|title>.",
    ],
    [
      "2.1.328",
      "../x",
      'Error: --resume requires a valid session ID or session title when used with --print. Usage: claude -p --resume <session-id|title>. "../x" is not a UUID.',
    ],
  ] as const)("needs an id in %s, not %j", async (version, resume, text) => {
    const { found } = await (await used()).start({ version, options: { resume } });
    expect(found).toEqual({ kind: "refused", stderr: `${text}\n`, code: 1 });
  });

  test("has no list to be chosen from on a terminal", async () => {
    const { found } = await (await used()).start({ interactive: true, options: { resume: true } });
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
    const machine = await used();
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

describe("--continue", () => {
  test("begins a session where there is none", async () => {
    const { found } = await sampleMachine().start({ options: { continue: true } });
    expect(found).toMatchObject({ kind: "new", sessionId: firstId });
    const named = await sampleMachine().start({
      options: { continue: true, forkSession: true, sessionId: secondId },
    });
    expect(named.found).toMatchObject({ kind: "new", sessionId: secondId });
  });

  test("takes the session that was used last", async () => {
    const machine = await used();
    await (await machine.start({ sessionId: secondId })).say(...exchange("second", "Hi!"));
    machine.pass(1);
    const last = async (): Promise<unknown> =>
      promptsOf(await machine.start({ sessionId: forkId, options: { continue: true } }));
    expect(await last()).toEqual(["second"]);
    await (await machine.start({ options: { resume: firstId } })).say(...exchange("first", "Hi!"));
    expect(await last()).toEqual(["hello", "first"]);
  });

  test("takes the last by name of those that were used at one time", async () => {
    const machine = sampleMachine();
    machine.put(`${project}/${secondId}.jsonl`, "", 5.2);
    machine.put(`${project}/${firstId}.jsonl`, "", 5.1);
    const { found } = await machine.start({ options: { continue: true } });
    expect(found).toMatchObject({ sessionId: secondId });
    machine.put(`${project}/${forkId}.jsonl`, "", 4);
    const again = await machine.start({ options: { continue: true } });
    expect(again.found).toMatchObject({ sessionId: secondId });
  });

  test("sees sessions of its own project alone, and no other files", async () => {
    const machine = sampleMachine();
    machine.put(`/config/projects/-other/${firstId}.jsonl`, "");
    machine.put(`${project}/agent-1.jsonl`, "");
    machine.put(`${project}/${firstId}.json`, "");
    machine.put(`${project}/${firstId}/${secondId}.jsonl`, "");
    const { found } = await machine.start({ options: { continue: true } });
    expect(found.kind).toBe("new");
  });

  test("looks at as many files as the limit says", async () => {
    const machine = sampleMachine();
    const name = (index: number): string => `${String(index).padStart(8, "0")}${firstId.slice(8)}`;
    for (let index = 0; index <= limits.agentSessionFiles; index++)
      machine.put(`${project}/${name(index)}.jsonl`, "", index);
    const { found } = await machine.start({ options: { continue: true } });
    expect(found).toMatchObject({ sessionId: name(limits.agentSessionFiles - 1) });
  });

  test("goes before --resume", async () => {
    const { found } = await (await used()).start({ options: { continue: true, resume: secondId } });
    expect(found).toMatchObject({ kind: "resumed", sessionId: firstId });
  });
});

describe("--fork-session", () => {
  test.each(["2.1.12", "2.1.328"])(
    "copies the conversation into a file of its own, in %s",
    async (version) => {
      const machine = sampleMachine();
      await (await machine.start({ version })).say(...exchange("hello", "Hi!"));
      const before = machine.text(file);
      const claude = await machine.start({ version, options: { resume: firstId, forkSession: true } });
      expect(claude.found).toMatchObject({ kind: "resumed", sessionId: forkId });
      expect(promptsOf(claude)).toEqual(["hello"]);
      await claude.say({ kind: "prompt", text: "again" });
      expect(machine.text(file)).toBe(before);
      const copied = before.split("\n").filter((line) => line.includes('"uuid"'));
      const fork = machine.text(`${project}/${forkId}.jsonl`).split("\n");
      expect(fork.slice(0, 2)).toEqual(copied.map((line) => line.replaceAll(firstId, forkId)));
      expect(fork.slice(2).join("\n")).toMatch(
        /"operation":"dequeue".*\n\{"parentUuid":"msg of hello 0".*\n$/,
      );
      const again = await machine.start({ options: { resume: forkId } });
      expect(promptsOf(again)).toEqual(["hello", "again"]);
    },
  );

  test("takes the id of a flag, which must not be in use", async () => {
    const machine = await used();
    const fork = { continue: true, forkSession: true };
    const { found } = await machine.start({ options: { ...fork, sessionId: secondId } });
    expect(found).toMatchObject({ sessionId: secondId, forkedFrom: { sessionId: firstId } });
    const taken = await machine.start({ options: { ...fork, sessionId: firstId } });
    expect(taken.found).toMatchObject({ stderr: `Error: Session ID ${firstId} is already in use.\n` });
  });

  test.each([{ resume: firstId }, { continue: true }])(
    "is what an id of its own needs besides %j",
    async (how) => {
      const { found } = await (await used()).start({ options: { ...how, sessionId: secondId } });
      expect(found).toEqual({
        kind: "refused",
        stderr:
          "Error: --session-id can only be used with --continue or --resume if --fork-session is also specified.\n",
        code: 1,
      });
    },
  );
});

test("any bytes may be a session: it is gone on with, forked and listed", async () => {
  const machine = sampleMachine();
  const fields = fc.dictionary(
    fc.constantFrom("type", "message", "uuid", "timestamp", "cwd", "isSidechain", "summary", "__proto__"),
    fc.oneof(fc.constantFrom("user", "assistant", "summary"), fc.jsonValue()),
  );
  const line = fc.oneof(
    fc.string(),
    fields.map((value) => JSON.stringify(value)),
  );
  const prompt = fc
    .string()
    .map((content) => JSON.stringify({ type: "user", uuid: "1", message: { content } }));
  const text = fc.array(fc.oneof(line, prompt)).map((lines) => new TextEncoder().encode(lines.join("\n")));
  const any = fc.oneof(fc.uint8Array({ maxLength: 200 }), text);
  await fc.assert(
    fc.asyncProperty(any, async (bytes) => {
      machine.files.clear();
      machine.warnings.length = 0;
      machine.put(file, bytes);
      for (const forkSession of [false, true]) {
        const claude = await machine.start({ options: { resume: firstId, forkSession } });
        const earlier = promptsOf(claude) ?? ["lost"];
        await claude.say(...exchange("hello", "Hi!"));
        const id = forkSession ? forkId : firstId;
        const again = await machine.start({ options: { resume: id } });
        expect(promptsOf(again)).toEqual([...earlier, "hello"]);
      }
      await (await machine.start({ sessionId: secondId })).say(...exchange("hello", "Hi!"));
      expect(machine.warnings.every((warning) => warning.includes("left out"))).toBe(true);
      expect(JSON.parse(machine.text(`${project}/sessions-index.json`))).toMatchObject({ version: 1 });
    }),
    { numRuns: 60 },
  );
});
