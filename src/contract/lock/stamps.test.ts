import { describe, expect, test } from "vitest";
import { utf8, type Place } from "../../core/index.ts";
import { behindCode, readLock, stampFiles, type BehindCode, type StampedFile } from "./index.ts";

const file: StampedFile = { file: "api.yaml", sha256: "b".repeat(64), provenance: undefined };
const at = (line: number): Place => ({ kind: "code", file: "src/a.py", line, column: 1 });

describe("a file that nobody stamped", () => {
  const what = (one: Partial<StampedFile>): string | undefined =>
    stampFiles([{ ...file, ...one }], { lock: undefined, frozen: false }).findings[0]?.what;

  test("is told with its last change, where git knows of one", () => {
    expect(what({})).toBe("nobody said where api.yaml comes from: it says nothing itself and is not locked");
    expect(what({ changed: { commit: "b6f6d13aaaa", date: "2026-04-18" } })).toMatch(
      /not locked; last changed 2026-04-18 \(b6f6d13\)$/,
    );
    expect(what({ changed: { commit: undefined, date: "" } })).toMatch(/is not locked$/);
  });

  test("is an error where only locked ones count, whether there is a lock file or not", () => {
    const frozen = stampFiles([file], { lock: undefined, frozen: true });
    expect(frozen.findings.map((one) => one.what)).toEqual(["api.yaml is not locked: there is no lock file"]);
  });

  test("has the stamp that it carries itself", () => {
    const provenance = { source: "shop", commit: "b6f6d13" };
    const { stamps, findings } = stampFiles([{ ...file, provenance }], { lock: undefined, frozen: false });
    expect(findings).toEqual([]);
    expect(stamps.get("api.yaml")).toMatchObject({ source: "shop", commit: "b6f6d13", date: undefined });
  });
});

describe("a file that is locked", () => {
  const locked = (sha256: string) => {
    const entry = { sha256, date: "2026-04-18" };
    const read = readLock(
      "backlot.lock",
      utf8(JSON.stringify({ version: 1, contracts: { "api.yaml": entry } })),
    );
    if (!read.ok) throw new Error(read.findings.map(({ what }) => what).join("\n"));
    return stampFiles([file], { lock: read.value, frozen: false });
  };

  test("without a source is told to lack it", () => {
    expect(locked("b".repeat(64)).findings.map(({ what }) => what)).toEqual([
      "nobody said where api.yaml comes from: its lock names no source",
    ]);
  });

  test("and changed since is told with both hashes", () => {
    const [one] = locked("a".repeat(64)).findings;
    expect(one?.what).toBe(
      "api.yaml changed since it was locked on 2026-04-18: sha256 bbbbbbbbbbbb…, locked aaaaaaaaaaaa…",
    );
  });
});

describe("a contract that is older than code", () => {
  const behind = (more: Partial<BehindCode>) =>
    behindCode({
      file: "api.yaml",
      service: "shop",
      commit: undefined,
      date: "2026-04-18",
      commitsSince: undefined,
      callers: [{ operation: "POST /a", at: at(1), commit: undefined, date: "2026-05-01" }],
      ...more,
    });

  test("is told with what git knows of it", () => {
    expect(behind({}).what).toBe(
      "api.yaml last changed 2026-04-18; newer code calls what it does not have: POST /a from src/a.py:1 (not committed yet)",
    );
    expect(behind({ commit: "b6f6d13aaaa", commitsSince: 1 }).what).toContain("(b6f6d13), 1 commit ago;");
    expect(behind({ commit: "b6f6d13aaaa", commitsSince: 12 }).what).toContain("(b6f6d13), 12 commits ago;");
  });

  test("names three callers and counts the rest; one that stands nowhere is a call", () => {
    const callers = [1, 2, 3, 4, 5].map((line) => ({
      operation: `POST /${line}`,
      at: line === 1 ? ({ kind: "input", input: "journal" } as const) : at(line),
      commit: "c0ffee1234",
      date: "2026-05-01",
    }));
    const { what, evidence } = behind({ callers });
    expect(what).toMatch(/POST \/1, POST \/2, POST \/3 from a call \(c0ffee1\), .* and 2 more$/);
    expect(evidence).toMatchObject({ operation: "shop POST /1", fingerprint: "contract-behind-code shop" });
  });
});
