import { readFileSync } from "node:fs";
import { BacklotError, finding, quote, type Json } from "../../core/index.ts";
import type { RunReport, WorldReport } from "../../engine/index.ts";
import { askControl } from "../../hosts/control/index.ts";
import { readLastRun } from "../last-run.ts";
import { controlPaths } from "./paths.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Milliseconds a world may take to verify and end; it sends its answer when all is done. */
const answerMs = 120_000;

/**
 * The worlds whose calls are meant: the open one that the environment names, else those of the last run.
 * @throws BacklotError `no-world`
 */
export async function readWorlds(cwd: string, env: Environment): Promise<readonly WorldReport[]> {
  const open = await ask(env, "GET", "/report");
  return open === undefined ? readLastRun(cwd).worlds : [open as unknown as WorldReport];
}

/**
 * Verifies and ends the open world that the environment names.
 * @throws BacklotError `no-world`, `world-closed`
 */
export async function closeWorld(env: Environment): Promise<RunReport> {
  const folder = env["BACKLOT_WORLD"];
  if (folder === undefined || folder === "") {
    const what = "no world is open in this shell: BACKLOT_WORLD is not set";
    const fix = 'Open one first: eval "$(backlot open)"';
    throw new BacklotError([finding("no-world", { what, fix })]);
  }
  const report = await ask(env, "POST", "/close");
  if (report !== undefined) return report as unknown as RunReport;
  throw new BacklotError([
    finding("world-closed", {
      what: `the world ${quote(folder)} is not open, or not one that can be closed`,
      why: "It was closed, its owner or its time ended, or it is the world of a backlot run, which closes it.",
      fix: 'Open a new one: eval "$(backlot open)"',
    }),
  ]);
}

/** @returns undefined when no world is open, or it has no such route */
async function ask(env: Environment, method: "GET" | "POST", path: string): Promise<Json | undefined> {
  const folder = env["BACKLOT_WORLD"];
  if (folder === undefined || folder === "") return undefined;
  const paths = controlPaths(folder);
  const token = readToken(paths.token);
  if (token === undefined) return undefined;
  const answer = await askControl({ socketPath: paths.socket, token, method, path, timeoutMs: answerMs });
  if (answer === undefined || answer.status === 404) return undefined;
  if (answer.status === 200) return answer.body;
  const what = `the world ${quote(folder)} answered ${answer.status}: ${JSON.stringify(answer.body)}`;
  throw new BacklotError([finding("internal", { what })]);
}

function readToken(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
