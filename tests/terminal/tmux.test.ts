import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { eventually } from "../scripts/runner/program.ts";
import { agentFolder, claudeWords } from "./claude-terminal.ts";

const hasTmux = spawnSync("tmux", ["-V"]).status === 0;
const server = `backlot-test-${process.pid}`;
const folders: string[] = [];

function tmux(...words: readonly string[]): string {
  return spawnSync("tmux", ["-L", server, ...words], { encoding: "utf8" }).stdout;
}

afterEach(() => {
  tmux("kill-server");
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function shows(text: string): Promise<void> {
  let screen = "";
  const found = await eventually(15_000, () => (screen = tmux("capture-pane", "-p")).includes(text));
  if (!found) throw new Error(`"${text}" never came:\n${screen}`);
}

// A machine without tmux has nothing to look through.
test.skipIf(!hasTmux)("keys and screen go through tmux, where that is installed", async () => {
  const folder = agentFolder(
    '[agents.claude]\nuser_name = "Ada"\nworking_directory = "/srv/shop"\ndefault_response = "Hello from the scenario."\n',
  );
  folders.push(folder);
  const words = claudeWords().map((word) => `'${word}'`);
  tmux(
    "new-session",
    "-d",
    "-x",
    "60",
    "-y",
    "16",
    "-c",
    folder,
    `${words.join(" ")}; echo ended $?; sleep 60`,
  );
  await shows("? for shortcuts");
  tmux("send-keys", "-l", "good morning");
  tmux("send-keys", "Enter");
  await shows("● Hello from the scenario.");
  await shows("? for shortcuts");
  expect(tmux("capture-pane", "-p").trimEnd()).toMatchInlineSnapshot(`
    "
    Claude Code v2.1.12
    Welcome back Ada!
    claude-sonnet-4-20250514
    /srv/shop

    ❯ good morning

    ● Hello from the scenario.

    ────────────────────────────────────────────────────────────
    ❯
    ────────────────────────────────────────────────────────────
      ? for shortcuts"
  `);
  tmux("send-keys", "BTab");
  await shows("accept edits on");
  tmux("send-keys", "C-c");
  await shows("Press Ctrl-C again to exit");
  tmux("send-keys", "C-c");
  await shows("ended 0");
});
