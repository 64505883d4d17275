import { describe, expect, test } from "vitest";
import { conversations, sampleFacts } from "../../../../tests/samples/agent-conversation.ts";
import { createOutput } from "../print/output.ts";
import { measuredVersions } from "../profile.ts";
import { createMessages } from "./index.ts";

const names = Object.keys(conversations("2.1.12"));

/** All that a version prints in stream-json. */
async function printed(version: string, name: string, includePartialMessages = false): Promise<string> {
  const lines: string[] = [];
  const write = async (text: string): Promise<void> => void lines.push(text);
  const messages = createMessages(sampleFacts({ version, options: { includePartialMessages } }));
  const output = createOutput({ format: "stream-json", verbose: true, write }, messages);
  for (const event of conversations(version)[name] ?? []) await output.hear(event);
  await output.close();
  return lines.join("");
}

describe.each(measuredVersions.map(({ version }) => version))("all that %s prints", (version) => {
  test.each(names)("%s", async (name) => {
    const all = await printed(version, name);
    await expect(all).toMatchFileSnapshot(`golden/${version}.${name}.jsonl`);
    expect(await printed(version, name)).toBe(all);
  });

  test.each(["thinking", "tools"])("%s with partial messages", async (name) => {
    const all = await printed(version, name, true);
    await expect(all).toMatchFileSnapshot(`golden/${version}.${name}-partial.jsonl`);
  });
});
