import { describe, expect, test } from "vitest";
import { utf8, type Finding } from "../../core/index.ts";
import type { DriftEvidence } from "../evidence.ts";
import { readJournal, type JournalOptions } from "./read-journal.ts";

const head = { kind: "journal", version: 1 };
const world = { kind: "world", id: "w1", title: "lists actors", test: true };
const stub = {
  kind: "stub",
  id: "backlot.toml#services.convo.stubs[0]",
  target: "convo",
  method: "get",
  path: "/api/actors/{id}",
  answers: [{ status: 200, mediaType: "application/json", json: { actor_id: "usr_1" } }],
  at: { file: "backlot.toml", line: 5 },
};
const call = {
  kind: "call",
  target: "convo",
  outcome: "answered",
  expectation: stub.id,
  caller: { file: "src/me.ts", line: 7, column: 3 },
  detail: {
    protocol: "http",
    method: "GET",
    path: "/api/actors/usr_1",
    headers: [["accept", "*/*"]],
    response: {
      status: 200,
      headers: [["Content-Type", "application/json; charset=utf-8"]],
      body: { data: '{"actor_id":"usr_1"}' },
    },
  },
};
const end0 = { kind: "end", outcome: "passed", calls: 0 };
const end = { kind: "end", outcome: "passed", calls: 1 };

function bytesOf(...lines: readonly (object | string)[]): Uint8Array {
  return utf8(lines.map((line) => (typeof line === "string" ? line : `${JSON.stringify(line)}\n`)).join(""));
}

function read(
  lines: readonly (object | string)[],
  options?: JournalOptions,
): DriftEvidence & { told: string[] } {
  const result = readJournal("j.ndjson", bytesOf(...lines), options);
  if (!result.ok) throw new Error(told(result.findings).join("\n"));
  return { ...result.value, told: told(result.findings) };
}

function told(findings: readonly Finding[]): string[] {
  return findings.map(({ name, severity, what, at }) => {
    const line = at?.kind === "file" ? at.line : "-";
    return `${line} ${severity === "error" ? "" : `${severity} `}${name}: ${what}`;
  });
}

function problems(...lines: readonly (object | string)[]): string[] {
  const result = readJournal("j.ndjson", bytesOf(...lines));
  expect(result.ok).toBe(false);
  return told(result.findings);
}

test("a journal becomes services, stubs and worlds", () => {
  expect(read([head, world, stub, call, end])).toEqual({
    told: [],
    services: [{ name: "convo", anchor: undefined }],
    stubs: [
      {
        id: stub.id,
        name: undefined,
        service: "convo",
        method: "GET",
        path: "/api/actors/{id}",
        text: "GET /api/actors/{id}",
        answers: [{ status: 200, mediaType: "application/json", body: { actor_id: "usr_1" }, fault: false }],
        optional: false,
        forbidden: false,
        at: { kind: "code", file: "backlot.toml", line: 5, column: 1 },
      },
    ],
    worlds: [
      {
        id: "j.ndjson:2",
        title: "lists actors",
        test: true,
        outcome: "passed",
        complete: true,
        stubs: [stub.id],
        callCount: 1,
        calls: [
          {
            id: 1,
            service: "convo",
            host: undefined,
            method: "GET",
            path: "/api/actors/usr_1",
            query: "",
            headers: [["accept", "*/*"]],
            body: undefined,
            outcome: "answered",
            stub: stub.id,
            status: 200,
            answer: { actor_id: "usr_1" },
            caller: { kind: "code", file: "src/me.ts", line: 7, column: 3 },
            findings: [],
          },
        ],
      },
    ],
  });
});

describe("evidence that is missing", () => {
  test.each([
    ["an empty file", [], ["- journal-cut-short: j.ndjson is empty"], []],
    [
      "a line that breaks off",
      [head, world, '{"kind":"sta'],
      ["3 journal-cut-short: j.ndjson breaks off in line 3"],
      [false],
    ],
    [
      "a world without an end",
      [head, world, stub],
      ['2 world-not-closed: "lists actors" has no end in j.ndjson'],
      [false],
    ],
    [
      "fewer calls than there were",
      [head, world, stub, end],
      ['2 journal-cut-short: "lists actors" made 1 calls, and 0 are there'],
      [false],
    ],
    ["nothing", [head, world, stub, call, end], [], [true]],
    ["no line's end at the end", [head, world, JSON.stringify({ ...end, calls: 0 })], [], [true]],
  ] as const)("%s", (_, lines, expected, complete) => {
    const { told: found, worlds } = read(lines);
    expect(found).toEqual(expected);
    expect(worlds.map((one) => one.complete)).toEqual(complete);
  });
});

describe("garbage is told with its line", () => {
  test.each<readonly [string, readonly (object | string)[], readonly string[]]>([
    ["no journal", ["hello\n"], ["1 invalid-journal: j.ndjson is no journal: the line is no JSON object"]],
    [
      "another file",
      [{ a: 1 }],
      ["1 invalid-journal: j.ndjson is no journal: its first line does not say so"],
    ],
    [
      "a newer version",
      [{ ...head, version: 2 }],
      ["1 invalid-journal: the journal has version 2; this reads 1"],
    ],
    ["no version", [{ kind: "journal" }], ["1 invalid-journal: version is missing"]],
    [
      "half a line between others",
      [head, '{"kind":\n', world, end],
      ["2 invalid-journal: the line is no JSON object"],
    ],
    [
      "an unknown kind",
      [head, { kind: "cal" }],
      ['2 invalid-journal: no line of a journal has the kind "cal"'],
    ],
    ["no kind", [head, { id: 1 }], ["2 invalid-journal: kind is missing"]],
    [
      "a name of JavaScript's own for a kind",
      [head, { kind: "constructor" }],
      ['2 invalid-journal: no line of a journal has the kind "constructor"'],
    ],
    [
      "a call of no world",
      [head, call],
      ['2 invalid-journal: the line belongs to no world: a line { "kind": "world" } stands before it'],
    ],
    [
      "a call of a world that has ended",
      [head, world, { ...end, calls: 0 }, { ...call, world: "w1" }],
      ['4 invalid-journal: world "w1" has ended'],
    ],
    [
      "a stub that nobody declared",
      [head, world, call, end],
      [`3 invalid-journal: the call is answered by "${stub.id}", and its world has no such stub`],
    ],
    [
      "a stub without a service",
      [head, world, { kind: "stub", id: "a" }, { kind: "end" }],
      ['3 invalid-journal: stub "a" says neither target nor host, and stands in no line before'],
    ],
    [
      "a world that begins twice",
      [head, world, world, { kind: "end" }],
      ['3 invalid-journal: world "w1" has begun in line 2, and has no end'],
    ],
    [
      "a part of nothing",
      [head, { ...world, within: "w0", first: 1, last: 2 }],
      ['2 invalid-journal: within names "w0", which has not begun'],
    ],
    [
      "wrong values",
      [
        head,
        world,
        { ...call, outcome: "ok", caller: "x" },
        {
          ...call,
          detail: {
            protocol: "http",
            method: 7,
            path: "/a?b=1",
            body: { data: 1 },
            response: { status: 99, headers: [["a"]] },
          },
        },
      ],
      [
        '3 invalid-journal: outcome is "answered" or "passed" or "refused" or "gone" or "failed", not "ok"',
        '4 invalid-journal: detail.path holds a "?": what stands behind it is the query',
        "4 invalid-journal: detail.method is text that is not empty, not 7",
        "4 invalid-journal: detail.headers is missing",
        '4 invalid-journal: detail.body.data is text, or { "base64": ... } for bytes that are none',
        '4 invalid-journal: detail.response.headers is a list of pairs: [["accept", "*/*"]]',
        "4 invalid-journal: detail.response.status is a status from 100 to 599, not 99",
      ],
    ],
  ])("%s", (_, lines, expected) => {
    expect(problems(...lines)).toEqual(expected);
  });
});

test("stubs of one id are one where they answer for the same, and are told apart where they don't", () => {
  const again = { ...stub, answers: [...stub.answers, { status: 404 }] };
  const other = { ...stub, path: "/x" };
  const second = { ...world, id: "w2" };
  const { stubs, worlds } = read([head, world, stub, end0, second, again, other, call, end]);
  expect(stubs.map(({ id, answers }) => [id, answers.map(({ status }) => status)])).toEqual([
    [stub.id, [200, 404]],
    [`${stub.id} (convo GET /x)`, [200]],
  ]);
  // What the world declared last is what its calls name.
  expect(worlds[1]?.calls[0]?.stub).toBe(`${stub.id} (convo GET /x)`);
});
