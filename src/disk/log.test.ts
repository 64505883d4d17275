import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { type BacklotError, type Json, jsonEqual } from "../core/index.ts";
import { realFileSystem } from "./file-system.ts";
import { openLog, readLog } from "./log-reader.ts";
import { appendLog } from "./log-writer.ts";

let folder: string;
let path: string;
let turn = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "disk-test-"));
  path = join(folder, "journal.ndjson");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function freshPath(): string {
  turn += 1;
  return join(folder, `log-${turn}`);
}

const values = fc.array(fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>, { maxLength: 30 });

describe("appendLog", () => {
  test("writes one private line a record and tells where each starts", () => {
    const log = appendLog(path);
    const starts = [{ a: "line\nend" }, "ü\ud800", [1, null]].map((value) => log.append(value));
    log.close();
    log.close();
    const lines = ['{"a":"line\\nend"}', '"ü\\ud800"', "[1,null]"];
    expect(readFileSync(path, "utf8")).toBe(lines.map((line) => `${line}\n`).join(""));
    expect(starts).toEqual([0, 18, 29]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("is on the disk after the turn that appended it", async () => {
    const log = appendLog(path);
    log.append(1);
    log.append(2);
    expect(statSync(path).size).toBe(0);
    await new Promise((resolve) => setImmediate(resolve));
    expect(readFileSync(path, "utf8")).toBe("1\n2\n");
    log.close();
  });

  test("any values come back, in any ranges, across batches", () => {
    fc.assert(
      fc.property(
        values,
        fc.nat(40),
        fc.nat(40),
        fc.integer({ min: 0, max: 70_000 }),
        (some, first, count, size) => {
          const own = freshPath();
          const log = appendLog(own);
          const all: Json[] = [...some, "x".repeat(size), "é".repeat(size), ...some];
          for (const value of all) log.append(value);
          expect(
            jsonEqual(log.read(first, count), JSON.parse(JSON.stringify(all.slice(first, first + count)))),
          ).toBe(true);
          log.close();
          const back = readLog(own);
          expect(back.cut).toBe(false);
          expect(jsonEqual(back.records, JSON.parse(JSON.stringify(all)))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("ranges outside the log are empty", () => {
    const log = appendLog(path);
    expect(log.read(0, 10)).toEqual([]);
    log.append("only");
    expect([log.read(1, 5), log.read(0, 0), log.read(0, -1), log.read(9, 1)]).toEqual([[], [], [], []]);
    expect(log.read(0, 1e9)).toEqual(["only"]);
    log.close();
  });

  test("never writes into a file that exists", () => {
    writeFileSync(path, "precious");
    expect(() => appendLog(path)).toThrow(/could not be written: file already exists \(EEXIST\)/);
    expect(readFileSync(path, "utf8")).toBe("precious");
  });

  test("what a full disk did not take is written when there is room again", async () => {
    let full = false;
    const log = appendLog(path, {
      ...realFileSystem,
      write: (descriptor, bytes, offset, length) => {
        if (full) throw Object.assign(new Error("full"), { code: "ENOSPC" });
        return realFileSystem.write(descriptor, bytes, offset, Math.min(length, 3));
      },
    });
    log.append("first");
    log.flush();
    full = true;
    log.append("second");
    await new Promise((resolve) => setImmediate(resolve));
    expect(() => log.append("third")).toThrow(/no space left on device \(ENOSPC\)/);
    full = false;
    log.append("fourth");
    log.close();
    expect(readLog(path)).toEqual({ records: ["first", "second", "fourth"], cut: false });
  });

  test("a log that loses its rest at the end says so", () => {
    const log = appendLog(path, {
      ...realFileSystem,
      write: () => {
        throw Object.assign(new Error("broken"), { code: "EIO" });
      },
    });
    log.append(1);
    let failure: BacklotError | undefined;
    try {
      log.close();
    } catch (error) {
      failure = error as BacklotError;
    }
    expect(failure?.findings[0]?.name).toBe("cannot-write");
    expect(() => log.append(2)).toThrow("the log is closed");
  });
});

describe("readLog", () => {
  test("wherever a log is torn, the whole records before it are read and the cut is told", () => {
    fc.assert(
      fc.property(values, fc.nat(), (some, seed) => {
        const own = freshPath();
        const log = appendLog(own);
        const starts = some.map((value) => log.append(value));
        const { size } = log;
        log.close();
        const length = size === 0 ? 0 : seed % (size + 1);
        truncateSync(own, length);
        const back = readLog(own);
        const whole = starts.filter((_, index) => (starts[index + 1] ?? size) <= length).length;
        expect(back.records).toHaveLength(whole);
        expect(back.cut).toBe(length !== (starts[whole] ?? size));
      }),
      { numRuns: 200 },
    );
  });

  test("what stands after a line that is no JSON is not trusted", () => {
    writeFileSync(path, '1\n{"a":\n3\n');
    expect(readLog(path)).toEqual({ records: [1], cut: true });
  });

  test("a file that another process still writes is read as far as it is whole", () => {
    const log = appendLog(path);
    log.append("first");
    log.flush();
    const reader = openLog(path);
    log.append("second");
    log.close();
    expect([reader.count, reader.cut, reader.read(0, 9)]).toEqual([1, false, ["first"]]);
    reader.close();
    appendFileSync(path, '"thi');
    const later = openLog(path);
    expect([later.count, later.cut]).toEqual([2, true]);
    later.close();
  });

  test("a missing file is a finding", () => {
    expect(() => readLog(join(folder, "none"))).toThrow(/BKL1018 file-not-found/);
  });
});
