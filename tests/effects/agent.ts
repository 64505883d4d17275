import { spawn } from "@lydell/node-pty";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Json } from "../../src/core/index.ts";
import { eventually } from "../scripts/runner/program.ts";
import { VtScreen } from "../terminal/vt-screen.ts";
import type { Effect, Stage } from "./effect.ts";

/** A world with an agent. @param own the agent's fields; tables of their own come after them */
export const agent = (own: string, rules = ""): string =>
  `[agents.claude]\noptional = true\n${own}\n${rules}`;

/** A rule, and more tables of its own. */
export const rule = (pattern: string, fields: string): string =>
  `[[agents.claude.responses]]\npattern = ${pattern}\n${fields}\n`;

/** A world whose agent gives one answer to "hello". */
export const answering = (response: string, own = "", more = ""): string =>
  agent(own, rule('"hello"', `response = ${response}`) + more);

/** A line of the CLI's output. */
export type Line = Readonly<Record<string, Json>>;

/** What it prints to a prompt. */
export const say = ({ run }: Stage, prompt: string, ...flags: readonly string[]): string =>
  run(["claude", "-p", prompt, ...flags]).stdout;

/** Whether it had an answer to each prompt, asked by a process of its own. */
export const answers = ({ run }: Stage, ...prompts: readonly string[]): readonly boolean[] =>
  prompts.map((prompt) => run(["claude", "-p", prompt]).status === 0);

/** What it prints to prompts of one session. */
export const talk = (stage: Stage, ...prompts: readonly string[]): readonly string[] =>
  prompts.map((prompt, index) => say(stage, prompt, ...(index === 0 ? [] : ["--continue"])).trimEnd());

/** All lines that it prints to "hello". */
export function lines({ run }: Stage, ...flags: readonly string[]): readonly Line[] {
  const { stdout } = run(["claude", "-p", "hello", "--output-format", "stream-json", "--verbose", ...flags]);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

/** Its first line. */
export const init = (stage: Stage, ...flags: readonly string[]): Line => lines(stage, ...flags)[0] ?? {};

/** Its last line. */
export const result = (stage: Stage, ...flags: readonly string[]): Line =>
  lines(stage, ...flags).at(-1) ?? {};

/** Parts of the messages of the model, or of what tools came to. */
export function blocks(stage: Stage, type: "assistant" | "user"): readonly Line[] {
  return lines(stage)
    .filter((line) => line["type"] === type)
    .flatMap(({ message }) => (message as { readonly content: readonly Line[] }).content);
}

/** What each tool came to. */
export const outcomes = (stage: Stage): readonly Json[] =>
  blocks(stage, "user").map(({ content, is_error: isError }) =>
    isError === true ? { failed: content ?? null } : (content ?? null),
  );

/** Files of its sessions, by their paths, and the lines that each holds. */
export function sessionFiles({ world }: Stage): Readonly<Record<string, readonly Line[]>> {
  const folder = path.join(world.env["CLAUDE_CONFIG_DIR"] ?? "", "projects");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".jsonl"),
  );
  return Object.fromEntries(
    files.map((name) => [
      name,
      readFileSync(path.join(folder, name), "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Line),
    ]),
  );
}

/** What a terminal shows first, once it shows a text. */
export async function screen({ world }: Stage, wanted: string): Promise<readonly string[]> {
  const shown = new VtScreen(60, 24);
  const pty = spawn(world.agent("claude").executable, [], {
    env: { ...world.env, TERM: "xterm-256color" },
    cols: 60,
    rows: 24,
  });
  let ended = false;
  pty.onData((data) => {
    if (!ended) shown.write(data);
  });
  pty.onExit(() => (ended = true));
  try {
    await eventually(15_000, () => ended || shown.text().includes(wanted));
    return shown.lines().filter((line) => line.includes(wanted));
  } finally {
    if (!ended) pty.kill("SIGKILL");
    ended = true;
  }
}

/** Prompts that a pattern takes, and others that it leaves. */
export function pattern(toml: string, takes: readonly string[], leaves: readonly string[]): Effect {
  return {
    toml: agent("", rule(toml, 'response = "ok"')),
    show: (stage) => answers(stage, ...takes, ...leaves),
    is: [...takes.map(() => true), ...leaves.map(() => false)],
  };
}
