import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const scenario = `
seed = 7
[[services.shop.stubs]]
request = "GET /users/{id}"
reply = { template = true, json = { id = "{{path.id}}", request = "{{uuid}}", at = "{{now}}", n = "{{call}}" } }
[[services.shop.stubs]]
request = "POST /orders"
reply = { status = 201, headers = { x-id = "{{uuid}}" }, template = true, text = "{{uuid}}" }
[[commands]]
run = "tool one *"
reply = { template = true, stdout = "{{args.1}} {{uuid}} {{now}}\\n" }
[[commands]]
run = "tool in"
stdin = { contains = "größe" }
reply = { stderr = "read\\n", exit_code = 3 }
[[commands]]
run = "tool */file"
reply = {}
`;

const program = new URL("programs/same-calls.mjs", import.meta.url).pathname;
const entry = new URL("../../dist/index.js", import.meta.url).href;

interface Output {
  readonly told: unknown;
  readonly journal: string;
}

async function play(name: string, env: Readonly<Record<string, string>>): Promise<Output> {
  const cwd = mkdtempSync(path.join(tmpdir(), name));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  writeFileSync(path.join(cwd, "backlot.toml"), scenario);
  const { stdout } = await promisify(execFile)(process.execPath, [program, entry], {
    cwd,
    env: { ...process.env, ...env },
    timeout: 30_000,
  });
  return JSON.parse(stdout) as Output;
}

test("the same scenario and the same calls: the same bytes and the same canonical journal, wherever it runs", async () => {
  const first = await play("a-", { TZ: "America/St_Johns", LANG: "C", LC_ALL: "C" });
  const second = await play("another-folder-", { TZ: "Asia/Kathmandu", LANG: "tr_TR.UTF-8", LC_ALL: "" });
  expect(second.told).toEqual(first.told);
  expect(second.journal).toBe(first.journal);

  const lines = first.journal.split("\n").filter((line) => line !== "");
  const records = lines.map(
    (line) => JSON.parse(line) as { id: number; outcome: string; detail: { body?: unknown } },
  );
  expect(records.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
    "1 answered",
    "2 answered",
    "3 answered",
    "4 refused",
    "5 answered",
    "6 answered",
    "7 answered",
    "8 refused",
  ]);
  expect(records[2]?.detail.body).toEqual({ data: '{"callback":"{{url.shop}}"}' });
  expect(first.journal).toContain('"args":["{{cwd}}/file"]');
  expect(first.journal).not.toMatch(/127\.0\.0\.1|"durationMs"|"pid"/);
});

test("another seed gives other ids, and nothing else", async () => {
  const ids = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;
  const first = await play("a-", {});
  const second = await play("b-", { BACKLOT_SEED: "8" });
  expect(second.journal).not.toBe(first.journal);
  expect(second.journal.replaceAll(ids, "ID")).toBe(first.journal.replaceAll(ids, "ID"));
});
