import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { limits } from "../../src/core/index.ts";
import type * as Fixture from "../../src/testing/fixture.ts";
import { BacklotError as BacklotErrorOfIndex } from "./built.ts";

const {
  BacklotError,
  createScrubber,
  FixtureFile,
  FixtureMetadata,
  LifecycleError,
  RecordingSession,
  ReplaySession,
} = (await import(new URL("../../dist/fixture.js", import.meta.url).href)) as typeof Fixture;

const call = { command: "git", args: ["status"], env: process.env };
// Put together, so that no file of ours holds what looks like a token.
const token = ["ghp", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].join("_");
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fixture-test-"));
  path = join(folder, "fixtures/deep/git.json");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof BacklotError) return error.findings[0]?.name ?? "";
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("a scrubber of rules of one's own", () => {
  test("comes before the rules of backlot, and tells which rules it used", () => {
    const rules = [
      { pattern: String.raw`(db)-\d+`, replacement: String.raw`\1-<HOST>`, description: "hosts" },
    ];
    const session = new RecordingSession(path, { scrubber: createScrubber({ rules }) });
    session.start();
    session.record({ ...call, args: ["db-17"] }, { stdout: `db-18 ${token}` });
    const { recordings, scrubbingRules } = session.finalize();
    expect([recordings[0]?.args, recordings[0]?.stdout]).toEqual([["db-<HOST>"], "db-<HOST> <GITHUB_TOKEN>"]);
    expect(scrubbingRules.map((rule) => rule.description)).toEqual(["hosts", "GitHub token"]);
  });

  test("refuses rules that can't be used, all at once", () => {
    const rules = [
      { pattern: "(", replacement: "" },
      { pattern: "a", replacement: "b", appliedTo: ["stdot"] },
    ];
    expect(codeOf(() => createScrubber({ rules }))).toBe("invalid-scrubbing-rule");
    expect(() => createScrubber({ rules })).toThrow(/scrubbing rule 0[^]*scrubbing rule 1/);
  });
});

describe("backlot/fixture", () => {
  test("records to the disk and replays from it", () => {
    const session = new RecordingSession(path, { testFunction: "status" });
    session.start();
    session.record(call, { stdout: "clean\n", exitCode: 0 }, { durationMs: 3 });
    const file = session.finalize();
    expect(file).toBeInstanceOf(FixtureFile);
    expect(file.metadata).toMatchObject({
      cmdmoxVersion: JSON.parse(readFileSync("package.json", "utf8")).version,
      platform: process.platform,
      pythonVersion: process.version,
      testFunction: "status",
    });
    expect(Math.abs(Date.now() - Date.parse(file.metadata.createdAt))).toBeLessThan(60_000);
    expect(FixtureFile.load(path)).toEqual(file);
    expect(readdirSync(join(folder, "fixtures/deep"))).toEqual(["git.json"]);
    expect(statSync(path).mode & 0o777).toBe(0o600);

    const replay = new ReplaySession(pathToFileURL(path));
    replay.load();
    expect(replay.match(call)?.stdout).toBe("clean\n");
    expect(replay.verifyAllConsumed()).toBeUndefined();
  });

  test("saves what it loaded, byte for byte", () => {
    const file = new FixtureFile({ metadata: FixtureMetadata.create(), recordings: [], scrubbingRules: [] });
    file.save(path);
    const bytes = readFileSync(path);
    const again = FixtureFile.fromDict(FixtureFile.load(pathToFileURL(path)).toDict());
    again.save(pathToFileURL(join(folder, "again.json")));
    expect(readFileSync(join(folder, "again.json"))).toEqual(bytes);
  });

  test("refuses a secret that is hidden in gzip, and leaves the old file", () => {
    new RecordingSession(path).finalize();
    const old = readFileSync(path);
    const session = new RecordingSession(path, { scrubber: { scrub: (recording) => recording } });
    session.start();
    session.record(call, { stdout: gzipSync(`here it is: ${token}`) });
    expect(codeOf(() => session.finalize())).toBe("suspected-secret");
    expect(readFileSync(path)).toEqual(old);
    expect(readdirSync(join(folder, "fixtures/deep"))).toEqual(["git.json"]);
  });

  test("lets one process record a file at a time", () => {
    const session = new RecordingSession(path);
    session.start();
    expect(codeOf(() => new RecordingSession(path).start())).toBe("fixture-busy");
    const other = `
      import { RecordingSession } from ${JSON.stringify(new URL("../../dist/fixture.js", import.meta.url).href)};
      try { new RecordingSession(${JSON.stringify(path)}).start(); } catch (error) { console.log(error.code); }
    `;
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", other], {
      encoding: "utf8",
      timeout: 20_000,
    });
    expect(stdout).toBe("BKL4006\n");
    session.finalize();
    expect(new RecordingSession(path).finalize().recordings).toEqual([]);
  });

  test("tells a file that is missing, unreadable or too large", () => {
    expect(codeOf(() => FixtureFile.load(path))).toBe("fixture-missing");
    expect(codeOf(() => FixtureFile.load(folder))).toBe("invalid-fixture");
    expect(codeOf(() => FixtureFile.load(`${folder}/\0`))).toBe("invalid-fixture");
    mkdirSync(join(folder, "fixtures/deep"), { recursive: true });
    writeFileSync(path, "");
    truncateSync(path, limits.fixtureFileBytes + 1);
    expect(codeOf(() => FixtureFile.load(path))).toBe("over-limit");
  });

  test("throws the errors of the package's other entries", () => {
    expect(BacklotError).toBe(BacklotErrorOfIndex);
    const session = new ReplaySession(path);
    expect(() => session.match(call)).toThrow(LifecycleError);
    expect(new LifecycleError("x")).toBeInstanceOf(BacklotErrorOfIndex);
  });
});
