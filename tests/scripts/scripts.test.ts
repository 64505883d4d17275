import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { runScript } from "./runner/run-script.ts";

const folder = import.meta.dirname;
const scripts = readdirSync(folder).filter((name) => name.endsWith(".txt"));

test("there are scripts", () => {
  expect(scripts.length).toBeGreaterThan(0);
});

describe.concurrent("scripts", () => {
  test.for(scripts)("%s", { timeout: 60_000 }, async (name, { skip }) => {
    const file = path.join(folder, name);
    const outcome = await runScript(name, readFileSync(file, "utf8"), process.env["UPDATE"] === "1");
    if (outcome.kind === "skipped") skip(outcome.why);
    if (outcome.kind === "updated") writeFileSync(file, outcome.text);
    if (outcome.kind === "failed") throw new Error(outcome.text);
    expect(["passed", "updated"]).toContain(outcome.kind);
  });
});
