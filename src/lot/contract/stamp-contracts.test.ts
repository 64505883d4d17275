import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readContract } from "../../contract/index.ts";
import { utf8, type BacklotError } from "../../core/index.ts";
import type { ServiceCall, WorldEvidence } from "../../drift/index.ts";
import { historyOf } from "./history.ts";
import { stampContracts } from "./stamp-contracts.ts";

const contract = `openapi: 3.1.0
info: { title: a, version: "1" }
paths:
  /me: { get: { responses: { "200": { description: ok } } } }
`;
const sha256 = "0".repeat(64);

let folder = "";
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "stamps-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(join(folder, file, ".."), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function git(date: string, ...args: string[]): void {
  const env = { PATH: process.env["PATH"], GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date };
  const settings = [
    "user.name=a",
    "user.email=a@example.com",
    "commit.gpgSign=false",
    "init.defaultBranch=main",
  ];
  const options = settings.flatMap((one) => ["-c", one]);
  execFileSync("git", [...options, ...args], { cwd: folder, env, stdio: "pipe", timeout: 20_000 });
}

function commit(date: string): void {
  git(date, "add", "-A");
  git(date, "commit", "-q", "-m", "a");
}

function call(id: number, path: string, line: number): ServiceCall {
  return {
    id,
    service: "convo",
    method: "GET",
    path,
    query: "",
    headers: [],
    body: undefined,
    outcome: "answered",
    stub: null,
    status: 200,
    caller: { kind: "code", file: "src/a.ts", line, column: 1 },
    findings: [],
  };
}

async function told(calls: readonly ServiceCall[], frozen = false): Promise<string[]> {
  const read = readContract("convo.yaml", utf8(contract));
  if (!read.ok) throw new Error("no contract");
  const world: WorldEvidence = {
    id: "w",
    title: "main",
    test: false,
    outcome: "passed",
    complete: true,
    stubs: [],
    calls,
  };
  const services = [{ name: "convo", anchor: { contract: read.value, models: undefined } }];
  const { findings } = await stampContracts({
    root: folder,
    evidence: { services, worlds: [world] },
    frozen,
  });
  return findings.map(({ name, what }) => `${name}: ${what.replaceAll(/\([0-9a-f]{7}\)/g, "(HASH)")}`);
}

test("a contract without a stamp is told with its last change, a locked one is not", async () => {
  write("convo.yaml", contract);
  const nobody =
    "unstamped-contract: nobody said where convo.yaml comes from: it says nothing itself and is not locked";
  expect(await told([])).toEqual([nobody]);
  git("2026-04-18T10:00:00Z", "init", "-q");
  commit("2026-04-18T10:00:00Z");
  expect(await told([])).toEqual([`${nobody}; last changed 2026-04-18 (HASH)`]);
  write(
    "backlot.lock.json",
    JSON.stringify({ version: 1, contracts: { "convo.yaml": { source: "x", sha256, date: "2026-04-18" } } }),
  );
  expect((await told([], true))[0]).toMatch(/^contract-changed: convo\.yaml changed since/);
});

test("a lock file that can't be read stops the gate", async () => {
  write("convo.yaml", contract);
  write("backlot.lock.json", '{ "version": 1, "contract": {} }');
  const error = await told([]).catch((thrown: unknown) => thrown as BacklotError);
  expect(error).toMatchObject({ code: "BKL1002" });
});

test("a contract is behind code that is newer and calls what it does not have", async () => {
  write("convo.yaml", `x-backlot-provenance: { source: convo }\n${contract}`);
  write("src/a.ts", "call('/me');\ncall('/me/agents');\n");
  git("2026-04-18T10:00:00Z", "init", "-q");
  commit("2026-04-18T10:00:00Z");
  const calls = [call(1, "/me", 1), call(2, "/me/agents", 2), call(3, "/me/agents", 2), call(4, "/gone", 3)];
  const stamped = (await told(calls)).filter((one) => !one.startsWith("unstamped"));
  expect(stamped).toEqual([]);

  write("src/a.ts", "call('/me');\ncall('/me/agents');\ncall('/gone');\n");
  commit("2026-05-01T10:00:00Z");
  const behind = (await told(calls)).find((one) => !one.startsWith("unstamped"));
  expect(behind).toBe(
    "contract-behind-code: convo.yaml last changed 2026-04-18 (HASH), 1 commit ago; newer code calls what it does not have: GET /gone from src/a.ts:3 (HASH)",
  );
  write("src/a.ts", "call('/me');\ncall('/me/agents', 1);\ncall('/gone');\n");
  const changed = (await told(calls)).find((one) => !one.startsWith("unstamped"));
  expect(changed).toContain("from src/a.ts:2 (not committed yet), src/a.ts:3 (HASH)");
});

test("a file is given as it was at a revision, also below the repository's root", async () => {
  write("package/convo.yaml", "old");
  git("2026-04-18T10:00:00Z", "init", "-q");
  commit("2026-04-18T10:00:00Z");
  write("package/convo.yaml", "new");
  const history = historyOf(join(folder, "package"));
  expect(new TextDecoder().decode(await history.fileAt("HEAD", "convo.yaml"))).toBe("old");
  expect(await history.fileAt("HEAD", "other.yaml")).toBeUndefined();
  expect(await history.fileAt("--help", "convo.yaml")).toBeUndefined();
  expect(await history.lastChange("convo.yaml")).toBe("uncommitted");
});
