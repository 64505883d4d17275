import { describe, expect, test } from "vitest";
import { utf8, type Result } from "../../core/index.ts";
import type { DriftEvidence, ServiceCall } from "../evidence.ts";
import { readJournal, type JournalOptions } from "./read-journal.ts";

const detail = { protocol: "http", method: "get", path: "/a", headers: [] };
const call = { kind: "call", outcome: "answered", target: "s", detail };

function read(lines: readonly object[], options?: JournalOptions): Result<DriftEvidence> {
  const all = [
    { kind: "journal", version: 1 },
    { kind: "world", id: "w", title: "t" },
    ...lines,
    { kind: "end" },
  ];
  return readJournal("j", utf8(all.map((line) => JSON.stringify(line)).join("\r\n\r\n")), options);
}

function valueOf(lines: readonly object[], options?: JournalOptions): DriftEvidence {
  const result = read(lines, options);
  if (result.ok) return result.value;
  throw new Error(result.findings.map(({ what }) => what).join("\n"));
}

function callOf(line: object, options?: JournalOptions): ServiceCall | undefined {
  return valueOf([line], options).worlds[0]?.calls[0];
}

describe("a field that nothing reads", () => {
  test("is told once with the likely name and how often it came; names with x- are the writer's", () => {
    const typo = { ...call, expectaton: "a", "x-mine": 1, detail: { ...detail, querry: "a=1" } };
    const result = read([typo, typo, { kind: "stub", id: "a", target: "s", answers: [{ media_type: "x" }] }]);
    expect(result.ok).toBe(true);
    expect(
      result.findings.map(({ severity, what, near, count, at }) => [
        severity,
        what,
        near[0]?.what,
        count,
        at,
      ]),
    ).toEqual([
      [
        "warning",
        'unknown field "call.expectaton": it is not read',
        "expectation",
        2,
        expect.objectContaining({ line: 5 }),
      ],
      [
        "warning",
        'unknown field "call.detail.querry": it is not read',
        "query",
        2,
        expect.objectContaining({ line: 5 }),
      ],
      [
        "warning",
        'unknown field "stub.answers[0].media_type": it is not read',
        "mediaType",
        1,
        expect.objectContaining({ line: 9 }),
      ],
    ]);
  });

  test("of more kinds than can be told are counted no further", () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`field${index}`, 1]));
    expect(read([{ ...call, ...many }]).findings).toHaveLength(200);
  });
});

describe("hosts", () => {
  const byHost = { ...call, target: undefined, host: "convo.test:8443" };
  const serviceOf = (host: string): string | undefined => (host === "convo.test:8443" ? "convo" : undefined);

  test("become services by what the reader knows", () => {
    expect(callOf(byHost, { serviceOf })).toMatchObject({ service: "convo", host: "convo.test:8443" });
    expect(callOf(byHost)).toMatchObject({ service: undefined, host: "convo.test:8443" });
    expect(callOf({ ...byHost, host: undefined })).toMatchObject({ service: undefined, host: undefined });
    expect(callOf({ ...byHost, target: "other" }, { serviceOf })).toMatchObject({ service: "other" });
  });

  test("of stubs that nobody knows stand for services of their own, which have no contract", () => {
    const stub = { kind: "stub", id: "a", host: "convo.test:8443", method: "get", path: "/a" };
    expect(valueOf([stub]).stubs[0]?.service).toBe("convo.test:8443");
    expect(valueOf([stub], { serviceOf }).services).toEqual([{ name: "convo", anchor: undefined }]);
  });
});

describe("a body", () => {
  const sent = (body: object): unknown => callOf({ ...call, detail: { ...detail, body } })?.body;

  test("is text or bytes, and not known when it was cut", () => {
    expect(sent({ data: "" })).toBe("");
    expect(sent({ data: { base64: "/w==" } })).toEqual({ base64: "/w==" });
    expect(sent({ data: "begin", length: 7 })).toBe(undefined);
    expect(sent({ data: { base64: "/w==" }, length: 7 })).toBe(undefined);
    expect(read([{ ...call, detail: { ...detail, body: { data: { base64: "?" } } } }]).ok).toBe(false);
  });

  const answered = (response: object): unknown =>
    callOf({ ...call, detail: { ...detail, response } })?.answer;
  const json = [["content-type", "application/problem+json"]];

  test("of an answer is known when it is JSON and whole", () => {
    const body = { data: '{"a":1}' };
    expect(answered({ status: 200, headers: json, body })).toEqual({ a: 1 });
    expect(answered({ status: 200, headers: json, body: { ...body, length: 70 } })).toBe(undefined);
    expect(answered({ status: 200, headers: json, body, fault: "truncated" })).toBe(undefined);
    expect(answered({ status: 200, headers: [["content-type", "text/plain"]], body })).toBe(undefined);
    expect(answered({ status: 200, body })).toBe(undefined);
    expect(answered({ status: 200, headers: json, body: { data: "{" } })).toBe(undefined);
    expect(answered({ status: 200, headers: json, body: { data: "[".repeat(600) + "]".repeat(600) } })).toBe(
      undefined,
    );
    expect(answered({ status: 200, headers: json, body: { data: `"${"x".repeat(30_000)}"` } })).toHaveLength(
      30_000,
    );
    expect(answered({ status: 204, headers: json })).toBe(undefined);
  });

  test("that many calls got is read once, and those of many kinds are all read", () => {
    const one = (index: number): object => ({
      ...call,
      detail: { ...detail, response: { status: 200, headers: json, body: { data: `[${index % 2_500}]` } } },
    });
    const calls = valueOf(Array.from({ length: 5_000 }, (_, index) => one(index))).worlds[0]?.calls ?? [];
    expect(calls.map(({ answer }) => answer)).toEqual(
      Array.from({ length: 5_000 }, (_, index) => [index % 2_500]),
    );
  });
});

test("what is null is absent, and what is absent has the plainest meaning", () => {
  const line = { ...call, id: null, host: null, caller: null, expectation: null, findings: null };
  expect(callOf({ ...line, detail: { ...detail, query: null, body: null, response: null } })).toEqual({
    id: 1,
    service: "s",
    method: "GET",
    path: "/a",
    query: "",
    headers: [],
    outcome: "answered",
    stub: null,
    findings: [],
  });
  expect(valueOf([{ kind: "stub", id: "a", target: "s", at: { input: "conftest" } }]).stubs).toEqual([
    {
      id: "a",
      service: "s",
      text: "* /**",
      answers: [],
      optional: false,
      forbidden: false,
      at: { kind: "input", input: "conftest" },
    },
  ]);
});

test("findings of a call keep their names; a call of a command is counted and not judged", () => {
  const refused = { ...call, outcome: "refused", findings: [{ name: "unmatched-call", what: "" }] };
  expect(callOf(refused)?.findings).toEqual(["unmatched-call"]);
  const command = { ...call, detail: { protocol: "command", command: "git", args: [] } };
  const [world] = valueOf([command, { ...call, id: null }]).worlds;
  expect(world?.calls.map(({ id }) => id)).toEqual([2]);
  for (const wrong of [
    { findings: [1] },
    { findings: {} },
    { detail: {} },
    { detail: 1 },
    { caller: { file: "a" } },
  ]) {
    expect(read([{ ...call, ...wrong }]).ok).toBe(false);
  }
  expect(read([{ kind: "stub", id: "a", target: "s", answers: [1] }]).ok).toBe(false);
});

test("lines may name their worlds, so that two can be under way at once", () => {
  const { worlds } = valueOf([
    { kind: "world", id: "v", title: "second", test: true },
    { ...call, world: "w" },
    { ...call, detail: { ...detail, path: "/b" } },
    { kind: "end", world: "w", outcome: "failed" },
    { ...call, world: "v", detail: { ...detail, path: "/c" } },
  ]);
  expect(
    worlds.map(({ title, outcome, complete, calls }) => [
      title,
      outcome,
      complete,
      calls.map(({ path }) => path),
    ]),
  ).toEqual([
    ["t", "failed", true, ["/a"]],
    ["second", "unknown", true, ["/b", "/c"]],
  ]);
});

test("parts of a world take the calls that are theirs, in whatever order the lines came", () => {
  const part = (id: string, first: number, last: number): readonly object[] => [
    { kind: "world", id, title: id, test: true, within: "w", first, last },
    { kind: "stub", id: `stub ${id}`, as: "own", target: "s", method: "GET", path: `/${id}` },
    { kind: "end", world: id, outcome: "passed" },
  ];
  const numbers = [4, 1, 2, 5, 3].map((id) => ({ ...call, id, expectation: id === 1 ? "all" : null }));
  const { worlds } = valueOf([
    { kind: "stub", id: "all", target: "s" },
    ...part("b", 3, 4),
    ...part("none", 3, 2),
    ...part("a", 1, 1),
    ...numbers,
  ]);
  expect(worlds.map(({ title, calls, stubs }) => [title, calls.map(({ id }) => id), stubs])).toEqual([
    ["t", [2, 5], ["all"]],
    ["b", [3, 4], ["all", "stub b"]],
    ["none", [], ["all", "stub none"]],
    ["a", [1], ["all", "stub a"]],
  ]);
});
