import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { filesPort } from "../../src/adapters/files/index.ts";
import { gitPort } from "../../src/adapters/git/index.ts";
import { conformance } from "./conformance.ts";
import { fakePorts } from "./fake-ports.ts";
import { commits, keeperSubject } from "./probes/keeper.ts";
import { shelfSubject } from "./probes/shelf.ts";
import { talkerSubject } from "./probes/talker.ts";
import { tickerSubject } from "./probes/ticker.ts";
import { ends, exchange, httpHead, says, type Conversation } from "./subject.ts";
import { openTestWorld, type TestWorld } from "./test-world.ts";

for (const subject of [shelfSubject, tickerSubject, talkerSubject, keeperSubject]) conformance(subject);

test("a resource lives in state: what was made can be read, changed, listed and removed", async () => {
  const world = openTestWorld(shelfSubject);
  const answers: string[] = [];
  for (const conversation of shelfSubject.story)
    answers.push((await world.talk(conversation)).lines[0] ?? "");
  expect(answers.map((line) => line.split(" ")[1])).toEqual("200 201 201 200 200 400 204 404 200".split(" "));
  expect(world.events().map((event) => event.type)).toEqual([
    "book.created",
    "book.created",
    "book.renamed",
    "book.removed",
  ]);
  expect(world.world.query("shelf.list", null)).toMatchObject([{ id: "b1", title: "Persuasion" }]);
});

test("a stream without end stops when its client leaves, and that is a fact of state", async () => {
  const world = openTestWorld(tickerSubject);
  const steps = (ticks: number): Conversation["steps"] => [
    ends,
    { kind: "after", text: `tick ${ticks}\n` },
    { kind: "gone" },
  ];
  const head = httpHead("GET /ticks");
  await Promise.all(
    [2, 40].map((ticks) => world.talk({ name: `${ticks} ticks`, head, steps: steps(ticks) })),
  );
  expect(world.world.query("ticker.listening", null)).toEqual([]);
  const left = world.world.query("ticker.left", null) as { call: number; ticks: number }[];
  expect(left.map(({ call }) => call)).toEqual([1, 2]);
  expect(left[0]?.ticks).toBeGreaterThanOrEqual(2);
  expect(left[1]?.ticks).toBeGreaterThanOrEqual(40);
  expect(world.records().map((record) => record.outcome)).toEqual(["gone", "gone"]);
});

test("a conversation that was interrupted goes on from state, in another world too", async () => {
  const world = openTestWorld(talkerSubject);
  const [first, second] = talkerSubject.story as [Conversation, Conversation];
  const talked = await world.talk(first);
  expect(talked.lines.at(-1)).toBe('close {"how":"signal","signal":"SIGINT"}');
  expect(world.world.query("talker.sessions", null)).toMatchObject([{ id: 1, status: "interrupted" }]);
  expect((await world.talk(second)).text).toMatch(/^session 1, 12 turns\n13: /);
  expect(world.world.query("talker.turns", { id: 1 })).toHaveLength(14);
});

describe("with the real git", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "conformance-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function openWithGit(): TestWorld {
    return openTestWorld(keeperSubject, { ...fakePorts(), files: filesPort(folder), git: gitPort(folder) });
  }

  test("notes become commits with the ids that the fake gives", async () => {
    const world = openWithGit();
    for (const { name, answers, ...conversation } of keeperSubject.story) {
      const talk = await world.talk({ name, ...conversation });
      expect(talk.faults).toEqual([]);
      expect(talk.text).toContain(answers);
    }
    const log = await gitPort(folder).run("keeper", ["log", "--format=%H", commits[1]]);
    expect(Buffer.from(log.stdout).toString().trim().split("\n")).toEqual(commits.toReversed());
    expect(await gitPort(folder).run("keeper", ["fsck", "--strict"])).toMatchObject({ exitCode: 0 });
  });

  test("a folder that is lost is made again from state, with the same commits", async () => {
    const world = openWithGit();
    const [add, addBytes, show] = keeperSubject.story as [Conversation, Conversation, Conversation];
    await world.talk(add);
    await world.talk(addBytes);
    rmSync(join(folder, "keeper"), { recursive: true });
    expect((await world.talk(show)).text).toBe("one\n");
    expect(await gitPort(folder).run("keeper", ["cat-file", "-e", commits[1]])).toMatchObject({
      exitCode: 0,
    });
  });

  test("notes that are kept at the same time all stand in one line of commits", async () => {
    const world = openWithGit();
    const [add] = keeperSubject.story as [Conversation];
    const texts = ["a", "b", "c", "d"];
    const talks = await Promise.all(texts.map((text) => world.talk({ ...add, steps: [says(text), ends] })));
    expect(world.records().flatMap((record) => record.findings.map((one) => one.what))).toEqual([]);
    expect(talks.map((talk) => talk.lines.at(-1))).toEqual(texts.map(() => 'close {"how":"exit","code":0}'));
    const kept = world.world.query("keeper.notes", null) as { note: string; commit: string }[];
    expect(kept.map((one) => one.note).toSorted()).toEqual(texts);
    const log = await gitPort(folder).run("keeper", ["log", "--format=%H", kept.at(-1)?.commit ?? ""]);
    expect(Buffer.from(log.stdout).toString().trim().split("\n")).toEqual(
      kept.map((one) => one.commit).toReversed(),
    );
  });
});

test("an exchange of the story is one call record, with what was asked", async () => {
  const world = openTestWorld(shelfSubject);
  await world.talk(exchange("GET /books?page=2"));
  expect(world.records()).toMatchObject([
    { id: 1, double: "shelf", target: "probe", text: "GET /books?page=2" },
  ]);
});
