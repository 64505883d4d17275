import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeSample, runNode } from "./sample.ts";

const page = join(import.meta.dirname, "..", "..", "docs", "guide", "recording-session.md");
const blocks = [...readFileSync(page, "utf8").matchAll(/^```js\n\/\/ (\S+)\n([^]*?)^```$/gm)];

test("everything that the guide to recording shows runs", { timeout: 60_000 }, async () => {
  const folder = makeSample(Object.fromEntries(blocks.map(([, name = "", text = ""]) => [name, text])));
  const prints: Record<string, string> = {
    "record.mjs": "1.0 1\n",
    "replay.mjs": "42 0\n",
    "look.mjs": "true node\n",
  };
  expect(blocks.map(([, name]) => name)).toEqual(Object.keys(prints));
  for (const [name, stdout] of Object.entries(prints)) {
    expect(await runNode(folder, [name])).toMatchObject({ code: 0, stderr: "", stdout });
  }
});
