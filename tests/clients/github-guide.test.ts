import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeSample, runVitest } from "../testing/sample.ts";
import { missing } from "./harness.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/guide/github.md"), "utf8");
const [, scenario = ""] = /<!-- file: backlot.toml -->\n\n```toml\n([^]*?)```/.exec(page) ?? [];
const [, name = "", test_ = ""] = /^```js\n\/\/ (\S+\.test\.mjs)\n([^]*?)^```$/m.exec(page) ?? [];

// octokit is installed by scripts/clients.mjs, not with the project; CI runs that, and there a missing one fails.
describe.skipIf(missing("node") !== undefined)(`the guide to GitHub ${missing("node") ?? ""}`, () => {
  test("its tests pass with the real octokit", { timeout: 60_000 }, async () => {
    const folder = makeSample({ "backlot.toml": scenario, [name]: test_ });
    for (const one of ["octokit", "@octokit"])
      symlinkSync(join(import.meta.dirname, "node_modules", one), join(folder, "node_modules", one));
    const { tests, stdout, stderr } = await runVitest(folder);
    expect(
      Object.values(tests).map(({ status, messages }) => [status, ...messages]),
      stdout + stderr,
    ).toEqual([["passed"], ["passed"], ["passed"]]);
  });
});
