import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeSample, runVitest } from "./sample.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/guide/agents.md"), "utf8");
const fileOf = (name: string): string =>
  new RegExp(String.raw`<!-- file: ${name} -->\n\n\`\`\`\w+\n([^]*?)\`\`\``).exec(page)?.[1] ?? "";
const [, name = "", text = ""] = /^```js\n\/\/ (\S+\.test\.mjs)\n([^]*?)^```$/m.exec(page) ?? [];

test("the test of the guide to agents passes", { timeout: 60_000 }, async () => {
  const files = { "backlot.toml": fileOf("backlot.toml"), "review.sh": fileOf("review.sh"), [name]: text };
  const folder = makeSample(files);
  const { tests, stdout, stderr } = await runVitest(folder);
  expect(stdout + stderr).not.toContain("FAIL");
  expect(Object.values(tests).map(({ status, messages }) => [status, ...messages])).toEqual([["passed"]]);
});
