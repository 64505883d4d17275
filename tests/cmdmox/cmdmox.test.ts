import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { CommandRecording, Json, JsonObject } from "../../src/core/index.ts";
import {
  chooseRecording,
  decodeFixture,
  encodeFixture,
  filterEnvSubset,
  fixtureFromJson,
  FixtureFile,
  fixtureToJson,
  RecordingSession,
  ReplaySession,
} from "../../src/fixture/index.ts";
import { memoryStore } from "../samples/fixture-store.ts";
import { anyFixture, anyText, fixtureOf, recorded } from "../samples/recordings.ts";
import { askPeer, peerIsThere } from "./peer.ts";

const folder = mkdtempSync(join(tmpdir(), "cmdmox-test-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number): readonly T[] =>
  fc.sample(arbitrary, { numRuns: count, seed: 1 });
const compat = "cmdmox" as const;

// Needs a Python with CmdMox, which no machine has by chance; see peer.ts.
describe.skipIf(!peerIsThere())("CmdMox itself", () => {
  test("reads what we write, 1.0 and 1.1, and writes the same bytes for 1.0", () => {
    const data = sample(anyFixture, 300);
    const questions = data.map((one, index) => {
      const from = join(folder, `ours-${index}.json`);
      writeFileSync(from, encodeFixture(one));
      return { ask: "resave", from, to: join(folder, `theirs-${index}.json`) };
    });
    const versions = new Set<unknown>();
    for (const [index, answer] of askPeer(questions).entries()) {
      const ours = fixtureToJson(data[index] as (typeof data)[number]);
      versions.add(ours["version"]);
      expect(answer).toEqual({ ok: asVersion10(ours) });
      const { from, to } = questions[index] as (typeof questions)[number];
      if (ours["version"] === "1.0") expect(readFileSync(to)).toEqual(readFileSync(from));
      const decoded = decodeFixture(readFileSync(to), to);
      expect(decoded).toMatchObject({ ok: true, findings: [] });
      if (decoded.ok) expect(Buffer.from(encodeFixture(decoded.value))).toEqual(readFileSync(to));
    }
    expect(versions).toEqual(new Set(["1.0", "1.1"]));
  });

  test("keeps the same variables as we do with compat", () => {
    const part = fc.constantFrom(
      ..."KEY TOKEN SECRET PASSWORD CREDENTIAL CREDENTIALS PASS PWD api_key Tokens GIT AWS GO NPM npm CMOX CMD_MOX PATH HOME A 1 ٣ ſecret paßword K LANG KEYS".split(
        " ",
      ),
    );
    const joiner = fc.constantFrom("_", "-", "", "__", ".");
    const name = fc.oneof(
      {
        weight: 8,
        arbitrary: fc
          .array(fc.tuple(part, joiner), { minLength: 1, maxLength: 4 })
          .map((parts) => parts.flat().join("")),
      },
      { weight: 4, arbitrary: fc.tuple(part, joiner, part).map((parts) => parts.join("")) },
      fc.constantFrom("SHELL", "USER", "SSH_AUTH_SOCK", "GPG_AGENT_INFO", "MY_KEY\n", "__proto__", "_", ""),
      anyText,
    );
    const command = fc.constantFrom(
      "git",
      "GIT",
      "aws",
      "docker",
      "npm",
      "pip",
      "cargo",
      "go",
      "Rustc",
      "curl",
      "",
      "constructor",
    );
    const questions = sample(
      fc.record({
        ask: fc.constant("filter"),
        env: fc
          .array(fc.tuple(name, fc.string()), { maxLength: 12 })
          .map((entries) => Object.fromEntries(entries)),
        command,
        allowlist: fc.option(fc.array(name, { maxLength: 2 })),
        explicit: fc.option(fc.array(name, { maxLength: 2 })),
      }),
      800,
    );
    for (const [index, answer] of askPeer(questions).entries()) {
      const { env, command: of, allowlist, explicit } = questions[index] as (typeof questions)[number];
      const options = { command: of, allowlist: allowlist ?? [], explicitKeys: explicit ?? [], compat };
      expect([of, env, answer]).toEqual([of, env, { ok: filterEnvSubset(env, options) }]);
    }
  });

  test("chooses the same recordings as we do with compat", () => {
    const word = fc.constantFrom("", "1", "2");
    const env = fc.dictionary(fc.constantFrom("A", "B", "C"), word, { noNullPrototype: true });
    const parts = {
      command: fc.constantFrom("git", "git", "hg"),
      args: fc.array(word, { maxLength: 1 }),
      stdin: word,
    };
    const questions = sample(
      fc.record({
        ask: fc.constant("match"),
        strict: fc.boolean(),
        recordings: fc.array(
          fc.record({ ...parts, env_subset: env, sequence: fc.nat(4), timestamp: fc.constant("t") }),
          { maxLength: 8 },
        ),
        calls: fc.array(fc.record({ ...parts, env }), { maxLength: 8 }),
      }),
      500,
    );
    for (const [index, answer] of askPeer(questions).entries()) {
      const { strict, recordings, calls } = questions[index] as (typeof questions)[number];
      const list = recordings.map(({ env_subset: envSubset, ...one }): CommandRecording =>
        recorded({ ...one, envSubset }),
      );
      const consumed = new Set<number>();
      const ours = calls.map((call) => {
        const chosen = chooseRecording(list, call, { strict, consumed, compat })?.index ?? null;
        if (chosen !== null) consumed.add(chosen);
        return chosen;
      });
      expect(answer).toEqual({ ok: ours });
    }
  });

  test("makes the same of values of other types, and says the same of versions", () => {
    const value: fc.Arbitrary<unknown> = fc.oneof(
      fc.string(),
      fc.integer({ min: -300, max: 300 }),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom("7", " 8 ", "1_0", "+3", "1.5", "x", "it's", '"', `'"`),
      fc.array(fc.oneof(fc.integer(), fc.string(), fc.constant(null)), { maxLength: 2 }),
      fc.dictionary(fc.string({ maxLength: 3 }), fc.string({ maxLength: 3 }), {
        maxKeys: 2,
        noNullPrototype: true,
      }),
    );
    const maybe = (...keys: string[]): fc.Arbitrary<object> =>
      fc.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [] });
    const appliedTo = fc.oneof(
      fc.array(fc.string(), { maxLength: 2 }),
      fc.string(),
      fc.constantFrom({ env: 1 }, 7, null),
    );
    const good = { sequence: 0, command: "git", args: [], timestamp: "t" };
    const metadata = { created_at: "c", cmdmox_version: "v", platform: "p", python_version: "3" };
    const version = fc.oneof(
      fc.constantFrom(
        "1.0",
        "0.3",
        "1.9",
        " 1.0 ",
        "2.0",
        "1",
        "1.a",
        "1.-1",
        "1.0.0",
        "-1.0",
        "",
        "it's.1",
        '".',
      ),
      value,
    );
    const questions = sample(
      fc.oneof(
        fc.record({ version, metadata: fc.constant(metadata) }),
        maybe("args", "exit_code", "stdin").map((odd) => ({ recordings: [{ ...good, ...odd }] })),
        maybe("sequence", "env_subset", "duration_ms").map((odd) => ({ recordings: [{ ...good, ...odd }] })),
        maybe("created_at", "platform", "test_module").map((odd) => ({ metadata: { ...metadata, ...odd } })),
        // Of a list, CmdMox keeps items of any type; ours are strings.
        fc.tuple(maybe("description", "pattern"), appliedTo).map(([odd, applied_to]) => ({
          scrubbing_rules: [{ pattern: "a", replacement: "b", applied_to, ...odd }],
        })),
      ),
      1_500,
    ).map((document) => ({
      ask: "convert",
      document: { version: "1.0", metadata, ...document } as JsonObject,
    }));
    let refused = 0;
    for (const [index, answer] of askPeer(questions).entries()) {
      const { document } = questions[index] as (typeof questions)[number];
      const ours = fixtureFromJson(document, "f", { compat });
      if ("ok" in answer) {
        expect([document, ours.ok && fixtureToJson(ours.value)]).toEqual([document, answer.ok]);
        continue;
      }
      refused += 1;
      expect([document, ours.ok]).toEqual([document, false]);
      if (/version/.test(answer.text)) expect(ours.findings[0]?.what).toBe(answer.text);
    }
    expect(refused).toBeGreaterThan(50);
  });

  test("records what we record with compat, versions and times apart", () => {
    const calls: [JsonObject, JsonObject][] = [
      [
        { command: "git", args: ["status", "é"], stdin: "x", env: { GIT_DIR: "a", LANG: "C" } },
        { stdout: "a\n", stderr: "b", exit_code: -15 },
      ],
      [
        { command: "curl", args: [], stdin: "", env: { PATH: "/", LANG: "C", API_TOKEN: "t" } },
        { stdout: "", stderr: "", exit_code: 7 },
      ],
    ];
    const path = join(folder, "recorded.json");
    const filters = [null, [], "git", ["curl"]];
    const answers = askPeer(
      filters.map((filter) => ({ ask: "record", path, allowlist: ["API_TOKEN"], filter, calls })),
    );
    for (const [index, answer] of answers.entries()) {
      const commandFilter = filters[index] ?? undefined;
      const session = new RecordingSession(memoryStore(), "f.json", {
        compat,
        envAllowlist: ["API_TOKEN"],
        commandFilter,
      });
      session.start();
      for (const [call, { stdout, stderr, exit_code: exitCode }] of calls) {
        session.record(call as never, { stdout, stderr, exitCode } as never, { durationMs: 3 });
      }
      expect("ok" in answer && timeless(answer.ok)).toEqual(timeless(session.finalize().toDict()));
    }
    expect(FixtureFile.fromDict(fileAt(path), { compat }).toDict()).toEqual(fileAt(path));
  });

  test("says the same of recordings that were not replayed", () => {
    const data = fixtureOf(recorded(), recorded({ args: ["push", "two words"], sequence: 1 }));
    const path = join(folder, "unused.json");
    writeFileSync(path, encodeFixture(data));
    const [answer] = askPeer([{ ask: "unconsumed", path }]);
    const session = new ReplaySession(memoryStore({ [path]: data }).store, path, { compat });
    session.load();
    expect(() => session.verifyAllConsumed()).toThrow(
      expect.objectContaining({ message: (answer as unknown as { ok: { text: string } }).ok.text }),
    );
  });
});

function fileAt(path: string): JsonObject {
  return JSON.parse(readFileSync(path, "utf8")) as JsonObject;
}

/** What CmdMox knows of a document. */
function asVersion10(document: JsonObject): Json {
  const keys = "sequence command args stdin env_subset stdout stderr exit_code timestamp duration_ms".split(
    " ",
  );
  const recordings = (document["recordings"] as readonly JsonObject[]).map((recording) =>
    Object.fromEntries(keys.map((key) => [key, recording[key] as Json])),
  );
  return { ...document, version: "1.0", recordings };
}

function timeless(document: Json): Json {
  const { recordings, scrubbing_rules: rules, version } = document as JsonObject;
  return [
    version as Json,
    rules as Json,
    (recordings as readonly JsonObject[]).map((recording) => ({ ...recording, timestamp: "" })),
  ];
}
