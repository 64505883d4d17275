import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8 } from "../../core/index.ts";
import { behindCode, type LockEntry, lockText, provenanceOf, readLock, stampFiles } from "./index.ts";

const sha = (digit: string): string => digit.repeat(64);
const entry: LockEntry = {
  source: "convo docs/api",
  commit: "b6f6d13",
  sha256: sha("a"),
  date: "2026-04-18",
};

const lockOf = (entries: Readonly<Record<string, LockEntry>>) => {
  const lock = readLock("backlot.lock.json", utf8(lockText(new Map(Object.entries(entries)))));
  if (!lock.ok) throw new Error(lock.findings.map(({ what }) => what).join("\n"));
  return lock.value;
};

const problems = (text: string): string[] => {
  const lock = readLock("backlot.lock.json", utf8(text));
  return lock.ok
    ? ["none"]
    : lock.findings.map(({ name, what, at }) => {
        const place = at?.kind === "file" ? `${at.line}:${at.column}` : "nowhere";
        return `${place} ${name}: ${what}`;
      });
};

describe("a lock file", () => {
  test("that was written is read as it was meant, and is the same in any order", () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 });
    const made = fc.dictionary(
      text.filter((path) => path !== "__proto__"),
      fc.record(
        {
          source: text,
          commit: fc.stringMatching(/^[\w./+-]{1,40}$/),
          sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
          date: fc.constantFrom("2026-04-18", "1999-12-31"),
        },
        { requiredKeys: ["sha256", "date"] },
      ),
    );
    fc.assert(
      fc.property(made, (entries) => {
        const read = [...lockOf(entries).entries].map(([path, { source, commit, sha256, date }]) => [
          path,
          { source, commit, sha256, date },
        ]);
        expect(Object.fromEntries(read)).toEqual({ ...entries });
        const reversed = new Map(Object.entries(entries).toReversed());
        expect(lockText(reversed)).toBe(lockText(new Map(Object.entries(entries))));
      }),
    );
  });

  test("of another version, with unknown fields or wrong values is refused with places", () => {
    expect(problems('{ "version": 2, "contracts": {} }')).toEqual([
      "1:14 invalid-value: version must be 1: this is no lock that this backlot reads",
    ]);
    const text = JSON.stringify(
      { version: 1, contracts: { "a.yaml": { sha: "1", sha256: "1", date: "today" }, b: 1 }, more: 1 },
      null,
      1,
    );
    expect(problems(text)).toEqual([
      '5:11 unknown-field: unknown field "sha"',
      "6:14 invalid-value: sha256 must be 64 hexadecimal digits",
      "7:12 invalid-value: date must be a date, YYYY-MM-DD",
      "9:8 wrong-type: must be an object",
      '11:10 unknown-field: unknown field "more"',
    ]);
    expect(problems('{ "version": 1, "contracts": { "a.yaml": { "date": "2026-04-18" } } }')).toEqual([
      expect.stringMatching(/^1:\d+ missing-field: sha256 must be 64 hexadecimal digits$/),
    ]);
    expect(problems('{ "version": 1')[0]).toContain("syntax-error");
    expect(problems("[]")[0]).toContain("wrong-type");
  });

  test("of any bytes ends in a lock or in findings", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(problems(text).length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("what a document says of itself", () => {
  test("is read where it is well formed", () => {
    const said = { source: "convo docs/api/openapi.yaml", commit: "b6f6d13", reconstructed: true };
    expect(provenanceOf({ "x-backlot-provenance": said })).toEqual({
      source: "convo docs/api/openapi.yaml",
      commit: "b6f6d13",
    });
    expect(
      provenanceOf({ "x-backlot-provenance": { source: 1, commit: "a b", date: "soon" } }),
    ).toBeUndefined();
    expect(provenanceOf({ "x-backlot-provenance": "here" })).toBeUndefined();
    expect(provenanceOf([])).toBeUndefined();
  });
});

describe("files held against their lock", () => {
  const file = { file: "convo.yaml", sha256: sha("a"), provenance: undefined };
  const told = (...args: Parameters<typeof stampFiles>): string[] =>
    stampFiles(...args).findings.map(({ name, severity, what }) => `${severity} ${name}: ${what}`);

  test("as they were locked have its stamp, and nothing is wrong", () => {
    const lock = lockOf({ "convo.yaml": entry });
    const stamps = stampFiles([file], { lock, frozen: true });
    expect(stamps.findings).toEqual([]);
    expect(stamps.stamps.get("convo.yaml")).toEqual(entry);
  });

  test("that changed since have only the stamp of their own, and fail what is frozen", () => {
    const lock = lockOf({ "convo.yaml": entry });
    const changed = { ...file, sha256: sha("b"), provenance: { source: "here" } };
    const what =
      "contract-changed: convo.yaml changed since it was locked on 2026-04-18: sha256 bbbbbbbbbbbb…, locked aaaaaaaaaaaa…";
    expect(told([changed], { lock, frozen: false })).toEqual([`warning ${what}`]);
    expect(told([changed], { lock, frozen: true })).toEqual([`error ${what}`]);
    const [found] = stampFiles([changed], { lock, frozen: true }).findings;
    expect(found?.at).toMatchObject({ file: "backlot.lock.json", line: 4 });
    expect(stampFiles([changed], { lock, frozen: true }).stamps.get("convo.yaml")).toEqual({
      source: "here",
      sha256: sha("b"),
    });
  });

  test("without a lock are told when nobody says where they come from", () => {
    const change = { commit: "0ff8f1c5b8", date: "2026-04-18" };
    expect(told([{ ...file, changed: change }], { lock: undefined, frozen: false })).toEqual([
      "warning unstamped-contract: nobody said where convo.yaml comes from: it says nothing itself and is not locked; last changed 2026-04-18 (0ff8f1c)",
    ]);
    const stamped = { ...file, provenance: { source: "convo", commit: "b6f6d13" } };
    expect(told([stamped], { lock: undefined, frozen: false })).toEqual([]);
    expect(told([stamped], { lock: undefined, frozen: true })).toEqual([
      "error contract-changed: convo.yaml is not locked: there is no lock file",
    ]);
    expect(told([stamped], { lock: lockOf({}), frozen: true })).toEqual([
      "error contract-changed: convo.yaml is not locked in backlot.lock.json",
    ]);
  });

  test("locked without a source are told too", () => {
    const lock = lockOf({ "convo.yaml": { sha256: sha("a"), date: "2026-04-18" } });
    expect(told([file], { lock, frozen: true })).toEqual([
      "warning unstamped-contract: nobody said where convo.yaml comes from: its lock names no source",
    ]);
    const own = { ...file, provenance: { source: "convo" } };
    expect(stampFiles([own], { lock, frozen: true }).stamps.get("convo.yaml")).toMatchObject({
      source: "convo",
      date: "2026-04-18",
    });
  });
});

test("a contract that is older than its callers is told with both ages", () => {
  const caller = (line: number, commit?: string) => ({
    operation: "POST /api/tenants/ten_1/agents",
    at: { kind: "code", file: "src/init.ts", line, column: 1 } as const,
    commit,
    date: "2026-05-01",
  });
  const finding = behindCode({
    file: "convo.yaml",
    service: "convo",
    commit: "0ff8f1c5b8",
    date: "2026-04-18",
    commitsSince: 24,
    callers: [caller(188), caller(7, "4441881aaa")],
  });
  expect(finding.what).toBe(
    "convo.yaml last changed 2026-04-18 (0ff8f1c), 24 commits ago; newer code calls what it does not have: POST /api/tenants/ten_1/agents from src/init.ts:188 (not committed yet), src/init.ts:7 (4441881)",
  );
  expect(finding.evidence).toMatchObject({ sites: ["src/init.ts:188", "src/init.ts:7"] });
});
