import { expect, test } from "vitest";
import { sampleAgent } from "../../../tests/samples/agent.ts";

/** Folders that sessions were kept in. */
async function foldersFor(env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const agent = await sampleAgent('[agents.claude]\ndefault_response = "Hi."\n');
  await agent.claude(["-p", "hello"], { env, cwd: "/repo/app" });
  return [...agent.files.keys()].flatMap((path) => /^(.*)\/projects\//.exec(path)?.[1] ?? []);
}

test("CLAUDE_CONFIG_DIR that was relative was one of the world's process, not of the call's", async () => {
  expect(await foldersFor({ CLAUDE_CONFIG_DIR: "../config/./claude" })).toEqual(["/repo/config/claude"]);
});

test("CLAUDE_CONFIG_DIR that was empty was taken for a folder", async () => {
  expect(await foldersFor({ CLAUDE_CONFIG_DIR: "" })).toEqual(["/world/claude"]);
  expect(await foldersFor({})).toEqual(["/world/claude"]);
});
