import { existsSync, readFileSync, rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { End } from "../recording/stranger.ts";
import {
  encodings,
  leaksIn,
  makeCanary,
  placesFor,
  type Canary,
  type Encoding,
  type SecretCall,
} from "./recorded-canaries.ts";
import { makeSecretMachine, type SecretMachine } from "./recorded-machine.ts";

const timeout = 120_000;
const fixture = "fixtures/aws.json";
const record = ["record", "--output", fixture, "--commands", "aws", "--review"];
const reports = [
  "text=report.txt",
  "json=report.json",
  "junit=report.xml",
  "github=report.github",
  "text",
].flatMap((target) => ["--report", target]);

interface Placed {
  readonly canaries: readonly Canary[];
  readonly calls: readonly SecretCall[];
}

function place(encoding: Encoding, seed: number): Placed {
  const placed = Array.from(placesFor(encoding), ([where, call], index) => {
    const canary = makeCanary(where, encoding, seed + index);
    return { canary, call: call(canary.placed) };
  });
  return { canaries: placed.map(({ canary }) => canary), calls: placed.map(({ call }) => call) };
}

/** Where a canary got out: into a file, or into what backlot said. */
function leaks(
  machine: SecretMachine,
  said: Readonly<Record<string, End>>,
  canaries: readonly Canary[],
): string[] {
  const texts = new Map<string, Buffer>(machine.everything());
  for (const [name, end] of Object.entries(said))
    texts.set(name, Buffer.concat([end.stdout, Buffer.from(end.stderr)]));
  return Array.from(texts, ([name, bytes]) => {
    const where = leaksIn(bytes, canaries);
    return where.length === 0 ? [] : [`${name}: ${where.join(", ")}`];
  }).flat();
}

const all = Object.keys(encodings) as Encoding[];
/** Nothing but the detector looks into gzip: it keeps a fixture from being written. */
const zipped: readonly Encoding[] = ["gzip", "base64 of gzip"];
const names = all.filter((encoding) => !zipped.includes(encoding));

describe.each(names)("secrets in %s", (encoding) => {
  test("stay out of everything that recording, replaying and looking at it leave", { timeout }, async () => {
    const machine = makeSecretMachine();
    const { canaries, calls } = place(encoding, all.indexOf(encoding) * 1000 + 1);
    const recorded = await machine.run([...record, ...reports], calls);
    expect(leaks(machine, { recorded }, canaries)).toEqual([]);
    expect(recorded.stderr).toContain(`all ${calls.length} calls passed to the real program`);
    expect(recorded.exitCode).toBe(0);

    const replayed = await machine.run(["replay", ...reports, fixture], calls);
    expect(leaks(machine, { replayed }, canaries)).toEqual([]);
    expect([replayed.exitCode, replayed.stderr]).toEqual([0, expect.stringContaining("calls answered")]);

    const looked = {
      "calls -v": await machine.backlot(["calls", "-v"]),
      "calls as JSON": await machine.backlot(["calls", "--report", "json"]),
      explain: await machine.backlot(["explain", "1"]),
      check: await machine.backlot(["check", fixture]),
      "generate-test": await machine.backlot([
        "generate-test",
        fixture,
        "--runner",
        "node",
        "-o",
        "made.test.mjs",
      ]),
      "scrub --check": await machine.backlot(["scrub", "--check", fixture]),
      scrub: await machine.backlot(["scrub", "--review", fixture]),
    };
    expect(Object.entries(looked).map(([name, { exitCode }]) => `${name} ${exitCode}`)).toEqual(
      Object.keys(looked).map((name) => `${name} 0`),
    );
    expect(leaks(machine, looked, canaries)).toEqual([]);
  });

  test.each(["record.temp-made", "record.temp-written", "record.renamed"])(
    "stay out of what a recorder leaves that is killed at %s",
    { timeout },
    async (killPoint) => {
      const machine = makeSecretMachine();
      const { canaries, calls } = place(encoding, all.indexOf(encoding) * 1000 + 801);
      const killed = await machine.run(record, calls, { env: { BACKLOT_TEST_KILL_POINT: killPoint } });
      expect(killed.exitCode).toBeNull();
      expect(leaks(machine, { killed }, canaries)).toEqual([]);
      expect(existsSync(machine.path(fixture))).toBe(killPoint === "record.renamed");
    },
  );
});

describe.each(all)("secrets in %s", (encoding) => {
  test("stay out of what is said of calls that nothing answers", { timeout }, async () => {
    const machine = makeSecretMachine();
    const known = [{ args: ["login"] }, { args: ["--token=x1"], stdin: Buffer.from("a") }];
    await machine.run(record, known);
    const { canaries, calls } = place(encoding, all.indexOf(encoding) * 1000 + 501);
    const missed = await machine.run(["replay", ...reports, fixture], calls, { errors: "errors.txt" });
    expect(missed.exitCode).toBe(1);
    expect(readFileSync(machine.path("errors.txt"), "utf8")).toContain("BKL4004");
    const looked = {
      "calls -v": await machine.backlot(["calls", "--outcome", "refused", "-v"]),
      "calls as JSON": await machine.backlot(["calls", "--report", "json"]),
      explain: await machine.backlot(["explain", "1"]),
    };
    expect(leaks(machine, { missed, ...looked }, canaries)).toEqual([]);
  });
});

describe.each(zipped)("a secret in %s", (encoding) => {
  test("leaves the old fixture as it was", { timeout }, async () => {
    const machine = makeSecretMachine();
    await machine.run(record, [{ args: ["login"] }]);
    const before = readFileSync(machine.path(fixture), "utf8");
    const { calls, canaries } = place(encoding, 9001);
    const again = await machine.run([...record, ...reports], calls);
    expect([again.exitCode, again.stderr]).toEqual([1, expect.stringContaining("BKL4007 suspected-secret")]);
    expect(readFileSync(machine.path(fixture), "utf8")).toBe(before);
    expect(leaks(machine, { again }, canaries)).toEqual([]);
  });

  test("is replaced or refused in each place alone", { timeout }, async () => {
    const { calls, canaries } = place(encoding, 9501);
    const machine = makeSecretMachine();
    const outcomes: Record<string, string[]> = { replaced: [], refused: [], leaked: [] };
    for (const [index, call] of calls.entries()) {
      const where = canaries[index]?.where ?? "";
      const end = await machine.run(record, [call]);
      const outcome = end.stderr.includes("BKL4007 suspected-secret") ? "refused" : "replaced";
      const leaked = leaks(machine, { [where]: end }, canaries).length > 0;
      outcomes[leaked ? "leaked" : outcome]?.push(where);
      rmSync(machine.path("fixtures"), { recursive: true, force: true });
      rmSync(machine.path(".backlot"), { recursive: true, force: true });
    }
    expect(outcomes["leaked"]).toEqual([]);
    expect(outcomes["refused"]?.length).toBeGreaterThan(outcomes["replaced"]?.length ?? 0);
  });
});

test("every canary would be found", () => {
  for (const encoding of all) {
    const { canaries, calls } = place(encoding, 7);
    expect(canaries.length).toBe(encoding === "gzip" ? 14 : 24);
    expect(calls.length).toBe(canaries.length);
    for (const { placed, where, value } of canaries) {
      for (const bytes of [placed, Buffer.from(value), Buffer.from(placed.toString("base64"))]) {
        expect(leaksIn(Buffer.concat([Buffer.from("x"), bytes, Buffer.from("y")]), canaries)).toContain(
          where,
        );
      }
    }
  }
});
