import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { limits, textOf } from "../core/index.ts";
import { makeRunFolder, readRun, shareWorlds } from "./run-folder.ts";

let folder: string;
let run: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "foreign-"));
  run = join(folder, "run");
  makeRunFolder(run);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const head = '{"kind":"journal","version":1}\n';
const put = (name: string, text: string): void => writeFileSync(join(run, "journals", name), text);
function found(path = run): { journal: string | undefined; told: readonly string[] } {
  const { journal, findings } = readRun(path);
  return { journal: textOf(journal), told: findings.map(({ name, what }) => `${name}: ${what}`) };
}

test("journals of other programs become a part of the run's, redacted, whole lines only", () => {
  put(
    "b.ndjson",
    `${head}{"kind":"world","id":"b","title":"ghp_0123456789abcdefghijABCDEFGHIJ012345"}\n{"kind":"e`,
  );
  put(
    "a.ndjson",
    `${head}{"kind":"call","detail":{"headers":[["Authorization","Bearer abcdefghijklmnopqrst"]]}}\n`,
  );
  put("notes.txt", "not read");
  expect(found()).toEqual({
    told: [],
    journal:
      `${head}{"kind":"call","detail":{"headers":[["Authorization","<redacted>"]]}}\n` +
      `${head}{"kind":"world","id":"b","title":"<redacted>"}\n`,
  });
});

test("what is no journal is told of, and spoils nothing", () => {
  put("good.ndjson", head);
  put("no.ndjson", "hello\n");
  put("other.ndjson", '{"a":1}\n');
  put("torn.ndjson", '{"kind":"jour');
  put("large.ndjson", "");
  truncateSync(join(run, "journals", "large.ndjson"), limits.journalFileBytes + 1);
  // A link may lead anywhere.
  symlinkSync(join(run, "journals", "good.ndjson"), join(run, "journals", "link.ndjson"));
  expect(found()).toEqual({
    journal: head,
    told: [
      `over-limit: "$BACKLOT_RUN/journals/large.ndjson" has ${limits.journalFileBytes + 1} bytes, more than ${limits.journalFileBytes}`,
      'invalid-journal: "$BACKLOT_RUN/journals/no.ndjson" is no journal: its first line does not say so',
      'invalid-journal: "$BACKLOT_RUN/journals/other.ndjson" is no journal: its first line does not say so',
      'journal-cut-short: "$BACKLOT_RUN/journals/torn.ndjson" has no whole line',
    ],
  });
});

test("those of a run inside a run are the outer one's too", () => {
  put("a.ndjson", head);
  const outer = join(folder, "outer");
  makeRunFolder(outer);
  shareWorlds(run, outer);
  expect(found(outer)).toEqual({ told: [], journal: head });
});
