import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { readJournal, type DriftEvidence } from "../../src/drift/index.ts";

const root = join(import.meta.dirname, "..", "..");
const cli = join(root, "dist", "cli", "main.js");

/** A Python that has respx and pytest: $RESPX_PYTHON, or python3. */
const python = process.env["RESPX_PYTHON"] ?? "python3";
const versions = spawnSync(python, ["-c", "import pytest, respx; print(respx.__version__)"], {
  encoding: "utf8",
  timeout: 30_000,
});
const missing = versions.status === 0 ? undefined : `${python} has no respx: pip install respx pytest`;

let folder: string;
beforeEach(({ skip, onTestFinished }) => {
  // A stranger's machine has no respx; .ci/run installs it.
  if (missing !== undefined) skip(missing);
  folder = realpathSync(mkdtempSync(join(tmpdir(), "respx-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(root, "examples", "journal-from-respx"), folder, { recursive: true });
});
function run(program: string, args: readonly string[]): { status: number | null; output: string } {
  const { BACKLOT_RUN: _run, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    env: { ...env, PYTHONDONTWRITEBYTECODE: "1", NO_COLOR: "1" },
    encoding: "utf8",
    timeout: 60_000,
    killSignal: "SIGKILL",
  });
  return { status, output: stdout + stderr };
}

const pytest = ["-m", "pytest", "-q", "-p", "no:cacheprovider"];

function evidenceOf(path: string): DriftEvidence & { readonly text: string } {
  const bytes = readFileSync(join(folder, path));
  const read = readJournal(path, bytes, {
    serviceOf: (host) => (host === "convo.test" ? "convo" : undefined),
  });
  expect(read).toMatchObject({ ok: true, findings: [] });
  return { ...(read as { value: DriftEvidence }).value, text: bytes.toString() };
}

/** Calls of each test: request, status, the stub that answered, who called. */
function callsOf({ worlds }: DriftEvidence): Readonly<Record<string, readonly string[]>> {
  const pytestWorlds = worlds.filter(({ test: one }) => one);
  return Object.fromEntries(
    pytestWorlds.map(({ title, outcome, complete, calls }) => [
      title.slice(title.indexOf("::") + 2),
      [
        complete ? outcome : "cut",
        ...calls.map(({ method, path, status, stub, caller, findings }) => {
          const place = caller?.kind === "code" ? `${caller.file}:${caller.line}` : "?";
          const by = stub?.split(" ")[0] ?? findings.join();
          return `${method} ${path} ${status ?? "-"} by ${by}, from ${place}`;
        }),
      ],
    ]),
  );
}

const expected = {
  test_me: ["passed", "GET /api/actors/me 200 by tests/actors-test.py:12, from actors.py:10"],
  test_space_name_falls_back: [
    "passed",
    "GET /api/spaces/spc_1 404 by tests/actors-test.py:23, from actors.py:14",
  ],
  test_rename: [
    "passed",
    "PATCH /api/spaces/spc_1 500 by tests/actors-test.py:30, from actors.py:20",
    "PATCH /api/spaces/spc_1 200 by tests/actors-test.py:30, from actors.py:20",
  ],
  test_agents: ["passed", "GET /api/actors/me/agents - by unmatched-call, from actors.py:25"],
  test_no_connection: ["passed", "GET /api/actors/me - by tests/actors-test.py:44, from actors.py:10"],
  test_is_skipped: ["unknown"],
};

describe("the recipe for respx", { timeout: 120_000 }, () => {
  test("writes what the real respx answered, test by test", () => {
    const { status, output } = run(python, pytest);
    expect([status, output]).toEqual([0, expect.stringContaining("5 passed, 1 skipped")]);
    const evidence = evidenceOf(".backlot/journals/pytest.ndjson");
    expect(callsOf(evidence)).toEqual(expected);
    expect(evidence.services.map(({ name }) => name)).toEqual(["convo"]);
    expect(
      evidence.stubs.map(({ text, path, answers }) => [text, path, answers.map((one) => one.status)]),
    ).toEqual([
      ["GET /api/actors/me", "/api/actors/me", [200]],
      ["GET /api/spaces/spc_1", "/api/spaces/spc_1", [404]],
      ["GET /api/spaces/spc_1/participants", "/api/spaces/spc_1/participants", [200]],
      [String.raw`PATCH https://convo\.test/api/spaces/\w+`, undefined, [500, 200]],
      ["GET /api/actors/me", "/api/actors/me", [undefined]],
    ]);
    expect(evidence.stubs[0]?.answers[0]?.body).toEqual({ actor_id: "usr_1" });
    expect(evidence.worlds[0]?.calls[0]?.answer).toEqual({ actor_id: "usr_1" });
    // The one that nobody calls is there, so that it can be told of.
    expect(evidence.worlds[2]?.stubs).toHaveLength(2);
    expect(evidence.text).not.toContain("mot_a_made_up_token");
    expect(readFileSync(join(folder, ".backlot/.gitignore"), "utf8")).toBe("*\n");
  });

  test("below backlot run it is a part of the run's journal", () => {
    const { status, output } = run(process.execPath, [cli, "run", "--", python, ...pytest]);
    expect([status, output]).toEqual([0, expect.stringContaining("5 passed, 1 skipped")]);
    const evidence = evidenceOf(".backlot/last/journal.ndjson");
    expect(evidence.worlds[0]).toMatchObject({ title: "main", outcome: "passed" });
    expect(callsOf(evidence)).toEqual(expected);
  });

  test("backlot drift tells what is wrong with the tests that are green", () => {
    run(python, pytest);
    const drift = run(process.execPath, [cli, "drift", "--journal", ".backlot/journals", "--report", "json"]);
    expect(drift.status).toBe(1);
    const { findings } = JSON.parse(drift.output) as { findings: readonly { name: string; what: string }[] };
    const errors = findings.map(({ name, what }) => `${name}: ${what}`);
    expect(errors).toEqual(
      expect.arrayContaining([
        "missing-stub: GET /api/actors/me/agents is called, and no double answers it",
        expect.stringContaining("phantom-call-method: GET /api/spaces/{space_id} is called"),
        expect.stringContaining("thin-body: GET /api/actors/me body has 1 of 3 Actor fields"),
        expect.stringContaining(
          "stale-stub: GET /api/spaces/{space_id}/participants is stubbed and never called",
        ),
      ]),
    );
  });

  test("respx as it is mostly written lets a route pass that nothing calls; the gate does not", () => {
    const route = (name: string, path: string, json: string): string =>
      `    ${name}.get("https://convo.test${path}").respond(json=${json})`;
    const body = (name: string): string =>
      [
        route(name, "/api/actors/me", '{"actor_id": "usr_1"}'),
        route(name, "/api/spaces/spc_1/participants", "[]"),
        '    assert actors.me("t")["actor_id"] == "usr_1"',
      ].join("\n");
    const bare = `@respx.mock\ndef test_bare():\n${body("respx")}\n`;
    const strict = `@respx.mock()\ndef test_strict(respx_mock):\n${body("respx_mock")}\n`;
    const none = 'def test_names():\n    assert not hasattr(respx.models, "AllCalledAssertionError")\n';
    const only = join("tests", "unused-test.py");
    writeFileSync(join(folder, only), `import actors\nimport respx\n\n${bare}\n${strict}\n${none}`);
    const { status, output } = run(python, [...pytest, only]);
    expect([status, output]).toEqual([1, expect.stringContaining("1 failed, 2 passed")]);
    expect(output).toContain("FAILED tests/unused-test.py::test_strict - AssertionError: RESPX: some routes");
    writeFileSync(join(folder, only), `import actors\nimport respx\n\n${bare}`);
    expect(run(python, [...pytest, only]).status).toBe(0);
    const drift = run(process.execPath, [cli, "drift", "--journal", ".backlot/journals", "--report", "json"]);
    const { findings } = JSON.parse(drift.output) as { findings: readonly { name: string; what: string }[] };
    expect(findings).toContainEqual(
      expect.objectContaining({
        name: "stale-stub",
        what: "GET /api/spaces/{space_id}/participants is stubbed and never called: 0 hits in 1 test that has it",
      }),
    );
  });

  test("a test that takes the process down is missed", () => {
    writeFileSync(join(folder, "tests", "ends-test.py"), "import os\n\ndef test_ends():\n    os._exit(7)\n");
    expect(run(python, [...pytest, "tests/ends-test.py"]).status).toBe(7);
    const read = readJournal("j", readFileSync(join(folder, ".backlot/journals/pytest.ndjson")));
    expect(read.findings.map(({ name, what }) => `${name}: ${what}`)).toEqual([
      'world-not-closed: "tests/ends-test.py::test_ends" has no end in j',
    ]);
  });
});
