import { describe, expect, test } from "vitest";
import {
  exchange,
  firstId,
  forkId,
  project,
  promptsOf,
  sampleMachine,
  secondId,
  usedMachine,
} from "../../../../tests/samples/agent-sessions.ts";

const file = `${project}/${firstId}.jsonl`;

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
    const machine = await usedMachine();
    const { found } = await machine.start({ version, options: { sessionId: firstId } });
    expect(found).toEqual({
      kind: "refused",
      stderr: `Error: Session ID ${firstId} is already in use.\n`,
      code: 1,
    });
    const elsewhere = await machine.start({ cwd: "/other", options: { sessionId: firstId } });
    expect(elsewhere.found.kind).toBe("new");
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
    const machine = await usedMachine();
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

  test("goes before --resume", async () => {
    const { found } = await (await usedMachine()).start({ options: { continue: true, resume: secondId } });
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
    const machine = await usedMachine();
    const fork = { continue: true, forkSession: true };
    const { found } = await machine.start({ options: { ...fork, sessionId: secondId } });
    expect(found).toMatchObject({ sessionId: secondId, forkedFrom: { sessionId: firstId } });
    const taken = await machine.start({ options: { ...fork, sessionId: firstId } });
    expect(taken.found).toMatchObject({ stderr: `Error: Session ID ${firstId} is already in use.\n` });
  });
});
