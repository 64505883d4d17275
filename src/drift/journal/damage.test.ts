import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits, utf8, type Json, type Result } from "../../core/index.ts";
import type { DriftEvidence } from "../evidence.ts";
import { readJournal } from "./read-journal.ts";

const paths = ["/a", "/b/é", "/c"] as const;

/** Lines of a journal that is whole: worlds one after the other, with stubs, calls and a part. */
const journal = fc
  .array(
    fc.record({
      calls: fc.array(fc.record({ path: fc.constantFrom(...paths), body: fc.string({ unit: "grapheme" }) }), {
        maxLength: 4,
      }),
      outcome: fc.constantFrom("passed", "failed", "unknown"),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((worlds) =>
    worlds.flatMap(({ calls, outcome }, index): readonly object[] => [
      ...(index % 2 === 0 ? [{ kind: "journal", version: 1, by: "a test" }] : []),
      { kind: "world", id: `w${index}`, title: `world ${index}`, test: true },
      ...paths.map((path) => ({ kind: "stub", id: path, target: "s", method: "GET", path })),
      { kind: "world", id: `part${index}`, title: "part", within: `w${index}`, first: 1, last: 1 },
      { kind: "end", world: `part${index}`, outcome },
      ...calls.map(({ path, body }, number) => ({
        kind: "call",
        id: number + 1,
        target: "s",
        outcome: "answered",
        expectation: path,
        detail: { protocol: "http", method: "GET", path, headers: [], body: { data: body } },
      })),
      { kind: "end", outcome, calls: calls.length },
    ]),
  );

function bytesOf(lines: readonly object[]): Uint8Array {
  return utf8(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

function valueOf(result: Result<DriftEvidence>): DriftEvidence {
  if (result.ok) return result.value;
  throw new Error(result.findings.map(({ what }) => what).join("\n"));
}

describe("a journal that is cut", () => {
  test("is read as far as it goes, and never counts as whole", () => {
    fc.assert(
      fc.property(journal, fc.nat(), (lines, at) => {
        const bytes = bytesOf(lines);
        const whole = valueOf(readJournal("j", bytes));
        const cut = readJournal("j", bytes.subarray(0, at % bytes.length));
        const { worlds } = valueOf(cut);
        const count = (all: DriftEvidence["worlds"]): number => all.flatMap(({ calls }) => calls).length;
        expect(count(worlds)).toBeLessThanOrEqual(count(whole.worlds));
        for (const [index, world] of worlds.entries()) {
          if (world.complete) expect(world).toEqual(whole.worlds[index]);
        }
        const missing = whole.worlds.length > worlds.length || worlds.some(({ complete }) => !complete);
        const last = worlds.length === 0 || !(worlds.at(-1)?.complete ?? true);
        // Between two worlds nothing tells that there was another one to come.
        if (missing && last) expect(cut.findings.map(({ severity }) => severity)).toContain("error");
      }),
      { numRuns: 300 },
    );
  });
});

describe("a journal that is garbled", () => {
  test("is never understood by halves: it reads, or each finding names a line of it", () => {
    const damage = fc.array(fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(journal, damage, (lines, changes) => {
        const bytes = bytesOf(lines);
        for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
        const result = readJournal("j", bytes);
        const most = bytes.filter((byte) => byte === 0x0a).length + 1;
        for (const { at, name } of result.findings) {
          expect(["invalid-journal", "journal-cut-short", "world-not-closed"]).toContain(name);
          if (at !== undefined) expect(at).toMatchObject({ kind: "file", file: "j" });
          if (at?.kind === "file") expect(at.line).toBeLessThanOrEqual(most);
        }
        if (!result.ok) expect(result.findings.map(({ severity }) => severity)).toContain("error");
      }),
      { numRuns: 300 },
    );
  });

  test("values of any kind in any field are told of, and nothing throws", () => {
    const fields = [
      "kind",
      "id",
      "as",
      "world",
      "target",
      "detail",
      "answers",
      "headers",
      "at",
      "findings",
      "first",
    ];
    const lines = fc.array(fc.dictionary(fc.constantFrom(...fields), fc.jsonValue() as fc.Arbitrary<Json>));
    const kinds = fc.constantFrom("journal", "world", "stub", "call", "event", "end");
    fc.assert(
      fc.property(lines, kinds, (all, kind) => {
        const known = all.map((line) => ({ ...line, kind }));
        const bytes = bytesOf([
          { kind: "journal", version: 1 },
          { kind: "world", id: "w", title: "" },
          ...known,
        ]);
        expect(() => readJournal("j", bytes)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

describe("limits, at the limit and one past it:", () => {
  const head = `{"kind":"journal","version":1}\n{"kind":"world","id":"w","title":"`;
  const names = (bytes: Uint8Array): readonly string[] =>
    readJournal("j", bytes).findings.map(({ name, what }) => `${name}: ${what}`);

  test("bytes of a line", () => {
    const line = (length: number): Uint8Array => {
      const frame = `{"kind":"world","id":"w","title":""}`.length;
      return utf8(`${head}${"x".repeat(length - frame)}"}\n{"kind":"end"}\n`);
    };
    expect(names(line(limits.journalLineBytes))).toEqual([]);
    expect(names(line(limits.journalLineBytes + 1))).toEqual([
      `over-limit: the line has ${limits.journalLineBytes + 1} bytes; a line may have ${limits.journalLineBytes}`,
      'invalid-journal: the line belongs to no world: a line { "kind": "world" } stands before it',
    ]);
  });

  test("lines", () => {
    const lines = (count: number): Uint8Array =>
      utf8(`${head}"}\n{"kind":"end"}${"\n".repeat(count - 3)}{"kind":"event"}\n`);
    expect(names(lines(limits.journalLines))).toEqual([]);
    expect(names(lines(limits.journalLines + 1))).toEqual([
      `over-limit: a journal has at most ${limits.journalLines} lines`,
    ]);
  });

  test("findings", () => {
    const lines = (count: number): Uint8Array => utf8(`${head}"}\n${"{}\n".repeat(count)}`);
    expect(names(lines(limits.findings))).toHaveLength(limits.findings);
    const told = names(lines(limits.findings + 1));
    expect(told).toHaveLength(limits.findings + 1);
    expect(told.at(-1)).toBe("invalid-journal: 1 more problems in j");
  });

  test("bytes of a file", () => {
    const bytes = new Uint8Array(limits.journalFileBytes + 1);
    expect(names(bytes)).toEqual([
      `over-limit: j has ${limits.journalFileBytes + 1} bytes; a journal may have ${limits.journalFileBytes}`,
    ]);
    expect(names(bytes.subarray(1))).toEqual([expect.stringContaining("over-limit: the line has")]);
  });

  test("lists inside each other in the answer of a stub", () => {
    const nested = (depth: number): readonly string[] =>
      names(
        utf8(
          `${head}"}\n{"kind":"stub","id":"s","target":"t","answers":[{"json":${"[".repeat(depth)}${"]".repeat(depth)}}]}\n{"kind":"end"}\n`,
        ),
      );
    expect(nested(limits.checkedDepth)).toEqual([]);
    expect(nested(limits.checkedDepth + 1)).toEqual([
      `invalid-journal: answers[0].json holds more than ${limits.checkedDepth} lists and objects inside each other`,
    ]);
    expect(nested(1_000_000)).toHaveLength(1);
  });
});

test("a line of nothing but brackets filled the memory when it was parsed", () => {
  const head = '{"kind":"journal","version":1}\n{"kind":"world","id":"1","title":"t"';
  const deep = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;
  const world = readJournal("j", utf8(`${head},"x-own":${deep(4_000_000)}}\n`));
  expect(world.findings).toMatchObject([{ name: "over-limit" }]);
  const call = `{"kind":"call","outcome":"refused","target":"s","detail":{"protocol":"http","method":"GET","path":"/","headers":[],"response":{"status":200,"headers":[["content-type","application/json"]],"body":{"data":"${deep(4_000_000)}"}}}}`;
  const body = readJournal("j", utf8(`${head}}\n${call}\n{"kind":"end"}\n`));
  expect(body).toMatchObject({ ok: true, value: { worlds: [{ calls: [{ status: 200 }] }] } });
});

test("parts of a world multiplied its stubs until the memory was full", () => {
  const many = (count: number, own: boolean): readonly object[] => [
    { kind: "journal", version: 1 },
    { kind: "world", id: "w", title: "w" },
    ...Array.from({ length: count }, (_, at) => ({ kind: "stub", id: `s${at}`, target: "s" })),
    ...Array.from({ length: count }, (_, at) => [
      { kind: "world", id: `p${at}`, title: "p", within: "w", first: at, last: at },
      ...(own ? [{ kind: "stub", id: "own", target: "s" }] : []),
      { kind: "end", world: `p${at}` },
    ]).flat(),
    { kind: "end" },
  ];
  const shared = readJournal("j", bytesOf(many(3_000, false)));
  expect(shared).toMatchObject({ ok: true });
  const worlds = shared.ok ? shared.value.worlds : [];
  expect(worlds[1]?.stubs).toHaveLength(3_000);
  expect(worlds[2]?.stubs).toBe(worlds[1]?.stubs);
  const side = Math.ceil(Math.sqrt(limits.journalWorldStubs));
  expect(readJournal("j", bytesOf(many(side, true))).findings).toMatchObject([{ name: "over-limit" }]);
  expect(readJournal("j", bytesOf(many(500, true)))).toMatchObject({ ok: true });
});
