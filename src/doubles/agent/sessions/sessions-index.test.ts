import { expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import {
  end,
  exchange,
  firstId,
  project,
  sampleMachine,
  secondId,
} from "../../../../tests/samples/agent-sessions.ts";

const path = `${project}/sessions-index.json`;

interface Index {
  readonly version: number;
  readonly entries: readonly Readonly<Record<string, unknown>>[];
}

function indexOf(machine: ReturnType<typeof sampleMachine>): Index {
  return JSON.parse(machine.text(path)) as Index;
}

test("a later session lists those before it", async () => {
  const machine = sampleMachine();
  const first = await machine.start();
  await first.say(...exchange("hello", "Hi!"));
  machine.pass(60_000);
  await first.say(...exchange("again", "Hi!"));
  expect(machine.files.has(path)).toBe(false);
  machine.pass(60_000);
  const second = await machine.start({ sessionId: secondId });
  await second.say(...exchange("second", "Hi!"));
  expect(machine.text(path)).toBe(`{
  "version": 1,
  "entries": [
    {
      "sessionId": "${firstId}",
      "fullPath": "${project}/${firstId}.jsonl",
      "fileMtime": 1736937060000,
      "firstPrompt": "hello",
      "messageCount": 4,
      "created": "2025-01-15T10:30:00.000Z",
      "modified": "2025-01-15T10:31:00.000Z",
      "gitBranch": "",
      "projectPath": "/home/ada/my_app",
      "isSidechain": false
    }
  ]
}`);
  expect(machine.times.get(path)).toBe(Date.parse("2025-01-15T10:32:00Z"));
});

test("current has none, and a session that is resumed alone writes none", async () => {
  const machine = sampleMachine();
  await (await machine.start()).say(...exchange("hello", "Hi!"));
  await (
    await machine.start({ version: "2.1.328", sessionId: secondId })
  ).say(end({ kind: "success", text: "" }));
  machine.files.delete(`${project}/${secondId}.jsonl`);
  await (await machine.start({ options: { resume: firstId } })).say(...exchange("hello", "Hi!"));
  expect(machine.files.has(path)).toBe(false);
});

test("the newest stands first; one that begins anew is not listed, one that is resumed is", async () => {
  const machine = sampleMachine();
  await (await machine.start()).say(...exchange("hello", "Hi!"));
  machine.pass(1_000);
  await (await machine.start({ sessionId: secondId })).say(...exchange("second", "Hi!"));
  await (await machine.start({ options: { resume: firstId } })).say({ kind: "prompt", text: "again" });
  expect(indexOf(machine).entries.map(({ sessionId }) => sessionId)).toEqual([secondId, firstId]);
  await (await machine.start()).say({ kind: "prompt", text: "anew" });
  expect(indexOf(machine).entries.map(({ sessionId }) => sessionId)).toEqual([secondId]);
});

test("what is known of a file that has not changed is kept", async () => {
  const machine = sampleMachine();
  machine.put(`${project}/${firstId}.jsonl`, "", 7);
  const known = { sessionId: firstId, fileMtime: 7, summary: "kept" };
  machine.put(path, JSON.stringify({ version: 1, entries: [known, "x", {}] }));
  await (await machine.start({ sessionId: secondId })).say({ kind: "prompt", text: "hello" });
  expect(indexOf(machine).entries).toEqual([known]);
  machine.put(`${project}/${firstId}.jsonl`, "", 8);
  await (await machine.start({ options: { resume: secondId } })).say({ kind: "prompt", text: "hello" });
  expect(indexOf(machine).entries.find(({ sessionId }) => sessionId === firstId)).toEqual({
    sessionId: firstId,
    fullPath: `${project}/${firstId}.jsonl`,
    fileMtime: 8,
    firstPrompt: "No prompt",
    messageCount: 0,
    created: "1970-01-01T00:00:00.008Z",
    modified: "1970-01-01T00:00:00.008Z",
    gitBranch: "",
    projectPath: "/home/ada/my_app",
    isSidechain: false,
  });
});

test.each(["", "null", "{", '{"entries":7}', "[]", "\u0000"])(
  "an index of %j is written anew",
  async (text) => {
    const machine = sampleMachine();
    machine.put(`${project}/${firstId}.jsonl`, "");
    machine.put(path, text);
    await (await machine.start({ sessionId: secondId })).say({ kind: "prompt", text: "hello" });
    expect(indexOf(machine).entries.map(({ sessionId }) => sessionId)).toEqual([firstId]);
    expect(machine.warnings).toEqual([]);
  },
);

test("long first prompts are shortened between characters", async () => {
  const machine = sampleMachine();
  const prompts = { [firstId]: "x".repeat(200), [secondId]: `${"x".repeat(199)}😀` };
  for (const [sessionId, prompt] of Object.entries(prompts))
    await (await machine.start({ sessionId })).say({ kind: "prompt", text: prompt });
  await (await machine.start({ sessionId: firstId.replaceAll("1", "3") })).say({ kind: "prompt", text: "" });
  expect(indexOf(machine).entries.map(({ firstPrompt }) => firstPrompt)).toEqual([
    `${"x".repeat(199)}…`,
    "x".repeat(200),
  ]);
});

test("sessions past the limit, all together, are left out", async () => {
  const half = limits.agentSessionBytes / 2;
  const machine = sampleMachine((folder) => ({
    list: async (path, max) =>
      (await folder.list(path, max)).map((entry) => ({ ...entry, size: entry.size === 1 ? half + 1 : half })),
  }));
  const index = async (): Promise<readonly unknown[]> => {
    machine.files.delete(path);
    await (
      await machine.start({ sessionId: "3".repeat(8) + firstId.slice(8) })
    ).say({ kind: "prompt", text: "x" });
    return indexOf(machine).entries.map(({ sessionId }) => sessionId);
  };
  machine.put(`${project}/${secondId}.jsonl`, "", 2);
  machine.put(`${project}/${firstId}.jsonl`, "", 1);
  expect(await index()).toEqual([secondId, firstId]);
  machine.put(`${project}/${firstId}.jsonl`, "x", 1);
  expect(await index()).toEqual([secondId]);
});

test("a session that can't be read is left out", async () => {
  const machine = sampleMachine((folder) => ({
    read: (path, max) =>
      path.includes(firstId) ? Promise.reject(new Error("EACCES")) : folder.read(path, max),
  }));
  machine.put(`${project}/${firstId}.jsonl`, "");
  await (await machine.start({ sessionId: secondId })).say({ kind: "prompt", text: "hello" });
  expect(machine.files.has(path)).toBe(false);
  expect(machine.text(`${project}/${secondId}.jsonl`)).toContain("hello");
});

test("lines of every kind are counted as what they are", async () => {
  const machine = sampleMachine();
  const lines = [
    { type: "user", uuid: "1", isSidechain: true, message: { content: "aside" } },
    { type: "system", uuid: "2", timestamp: "2020" },
    { type: "user", uuid: "3", isMeta: true, cwd: "/elsewhere", message: { content: "meta" } },
    { type: "assistant", uuid: "4", cwd: "/later", timestamp: "2021" },
    { type: "user", uuid: "5", message: { content: "hello" }, timestamp: 7 },
    { type: "user", uuid: "6", message: { content: "again" } },
  ];
  machine.put(`${project}/${firstId}.jsonl`, lines.map((line) => JSON.stringify(line)).join("\n"), 9);
  await (await machine.start({ sessionId: secondId })).say({ kind: "prompt", text: "x" });
  expect(indexOf(machine).entries).toMatchObject([
    {
      firstPrompt: "hello",
      messageCount: 4,
      created: "2021",
      modified: "2021",
      projectPath: "/elsewhere",
    },
  ]);
});

test("a world looks through a project's folder once, and lists what its own processes keep", async () => {
  const listed: string[] = [];
  const machine = sampleMachine((folder) => ({
    list: (name, max) => {
      listed.push(name);
      return folder.list(name, max);
    },
  }));
  const memory = { projects: new Map() };
  const ids = Array.from({ length: limits.agentIndexedSessions + 2 }, (_, index) => {
    const digits = String(index).padStart(8, "0");
    return `${digits}${firstId.slice(8)}`;
  });
  for (const sessionId of ids) {
    machine.pass(1_000);
    const claude = await machine.start({ sessionId, memory });
    await claude.say({ kind: "prompt", text: sessionId });
  }
  expect(listed).toHaveLength(1);
  const entries = indexOf(machine).entries.map(({ sessionId }) => sessionId);
  // The last one is for a later session to list, and of all others only the newest are.
  expect(entries).toEqual(ids.slice(1, -1).toReversed());
});
