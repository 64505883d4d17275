import { expect, test } from "vitest";
import { arrivalOf, commandHead, httpHead } from "../../tests/samples/calls.ts";
import { served, worldOf } from "../../tests/samples/world.ts";
import { concatBytes, textOf, type Expectation, type Place } from "../core/index.ts";
import { readJournal, type DriftEvidence } from "../drift/index.ts";
import type { World } from "../engine/index.ts";
import { createWorldJournal, worldHead, type JournaledPart, type WorldOutcome } from "./world-journal.ts";

const scenario = `
[services.convo]
[[services.convo.stubs]]
name = "me"
request = "GET /api/actors/me"
reply = { json = { actor_id = "usr_1", password = "hunter2hunter2" } }
[[services.convo.stubs]]
request = "* /tags/**"
reply = [{ status = 503, fault = "reset" }, { text = "x" }]
optional = true
[[services.convo.stubs]]
request = "DELETE /never"
times = 0
[[commands]]
run = "git push"
reply = {}
`;

async function journalOf(
  world: World,
  outcome: WorldOutcome = "passed",
  parts: readonly JournaledPart[] = [],
): Promise<DriftEvidence & { text: string }> {
  const journal = createWorldJournal(
    { id: "7-lot-w1", title: "main", test: false },
    world,
    "tests/a.test.ts",
  );
  for (const part of parts) journal.addPart(part);
  const bytes = concatBytes([...journal.lines(outcome), new Uint8Array()]);
  const read = readJournal("j.ndjson", bytes);
  expect(read).toMatchObject({ ok: true, findings: [] });
  return { ...(read as { value: DriftEvidence }).value, text: textOf(bytes) ?? "" };
}

const get = (world: World, line: string): Promise<unknown> =>
  served(world, arrivalOf(httpHead(line, { service: "convo" }), [{ kind: "end" }]));

test("what a world writes is read again with every field known: stubs, calls, outcome", async () => {
  const world = await worldOf(scenario);
  await get(world, "GET /api/actors/me?full=1");
  await get(world, "GET /nowhere");
  await served(world, arrivalOf(commandHead(["git", "push"]), [{ kind: "end" }]));
  const { stubs, worlds, services } = await journalOf(world);
  expect(services).toEqual([{ name: "convo", anchor: undefined }]);
  expect(stubs).toMatchObject([
    {
      id: "backlot.toml#services.convo.stubs[0]",
      name: "me",
      service: "convo",
      method: "GET",
      path: "/api/actors/me",
      text: "GET /api/actors/me",
      answers: [{ status: undefined, mediaType: "application/json", fault: false }],
      at: { file: "backlot.toml", line: 6 },
    },
    {
      method: undefined,
      path: undefined,
      optional: true,
      answers: [
        { status: 503, fault: true },
        { status: undefined, body: undefined, fault: false },
      ],
    },
    { method: "DELETE", forbidden: true },
  ]);
  expect(worlds).toMatchObject([
    {
      title: "main",
      test: false,
      outcome: "passed",
      complete: true,
      stubs: stubs.map(({ id }) => id),
      calls: [
        {
          id: 1,
          service: "convo",
          path: "/api/actors/me",
          query: "full=1",
          outcome: "answered",
          stub: stubs[0]?.id,
          status: 200,
          answer: { actor_id: "usr_1" },
        },
        { id: 2, path: "/nowhere", outcome: "refused", stub: null, findings: ["unmatched-call"] },
      ],
    },
  ]);
});

test("a secret of a stub or a title is not written", async () => {
  const world = await worldOf(scenario);
  const { text } = await journalOf(world, "passed", [
    {
      title: "uses ghp_0123456789abcdefghijABCDEFGHIJ012345",
      first: 1,
      last: 0,
      uses: [],
      outcome: "passed",
    },
  ]);
  expect(text).not.toMatch(/hunter2|ghp_/);
  expect(text).toContain('"password":"<redacted>"');
});

test("a test that had a layer is a part with its own stubs and calls", async () => {
  const world = await worldOf(scenario);
  const at: Place = { kind: "code", file: "tests/a.test.ts", line: 12, column: 5 };
  const [first] = world.expectations.uses();
  const declared: Expectation = { ...(first?.expectation as Expectation), id: "adds#services.convo[1]", at };
  await get(world, "GET /api/actors/me");
  world.expectations.addLayer({ name: "adds", expectations: [declared] });
  await get(world, "GET /api/actors/me");
  const uses = world.expectations.removeLayer("adds");
  await get(world, "GET /api/actors/me");
  const part = { title: "adds", first: 2, last: 2, uses, outcome: "failed" } as const;
  const { worlds } = await journalOf(world, "unknown", [part]);
  const own = "tests/a.test.ts:12:5 convo GET /api/actors/me";
  expect(worlds.map(({ title, test: one, outcome }) => [title, one, outcome])).toEqual([
    ["main", false, "unknown"],
    ["adds", true, "failed"],
  ]);
  expect(worlds.map(({ calls }) => calls.map(({ id, stub }) => [id, stub]))).toEqual([
    [
      [1, "backlot.toml#services.convo.stubs[0]"],
      [3, "backlot.toml#services.convo.stubs[0]"],
    ],
    [[2, own]],
  ]);
  expect(worlds[0]?.stubs).not.toContain(own);
  expect(worlds[1]?.stubs).toHaveLength(4);
});

test("a scenario from an object is named with the test file that has it", async () => {
  const world = await worldOf("[services.convo]\n");
  const at: Place = { kind: "input", input: "defineScenario(): services.convo.stubs[0].request" };
  const [stub] = (await worldOf(scenario)).expectations.uses();
  const expectation = {
    ...(stub?.expectation as Expectation),
    id: "defineScenario()#services.convo.stubs[0]",
  };
  world.expectations.addLayer({ name: "file", expectations: [{ ...expectation, at }] });
  expect((await journalOf(world)).stubs).toMatchObject([
    {
      id: "tests/a.test.ts#defineScenario()#services.convo.stubs[0] convo GET /api/actors/me",
      at: { kind: "input" },
    },
  ]);
});

test("a world that never closes has no end, which its reader sees", () => {
  const read = readJournal("j", new TextEncoder().encode(worldHead({ id: "1", title: "inner", test: true })));
  expect(read).toMatchObject({
    ok: true,
    findings: [{ name: "world-not-closed" }],
    value: { worlds: [{ title: "inner", test: true, complete: false, outcome: "unknown" }] },
  });
});
