import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const folder = fileURLToPath(new URL(".", import.meta.url));
const cli = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** Debian's own Python, which has Debian's PyGithub. */
const python = "/usr/bin/python3";

/** Milliseconds one client may take. */
const clientMs = 60_000;

/** Why a test of clients is skipped; undefined: it is not. In CI a missing client is a failure. */
export function missing(client: "node" | "pygithub"): string | undefined {
  if (process.env["BACKLOT_CLIENTS"] === "required") return undefined;
  const there =
    client === "node"
      ? existsSync(join(folder, "node_modules/octokit/package.json"))
      : existsSync("/usr/lib/python3/dist-packages/github/__init__.py");
  if (there) return undefined;
  return client === "node"
    ? "the clients are not installed: node scripts/clients.mjs installs and runs them"
    : "Debian's python3-github is not installed";
}

/** How a client ended, and what it said. */
export interface ClientRun {
  readonly code: number | null;
  /** The report. */
  readonly stderr: string;
  /** One JSON value for each line of standard output. */
  readonly said: readonly unknown[];
}

/**
 * Runs an unmodified client under `backlot run`, in a folder of its own that holds the scenario.
 * @param program "octokit-errors.mjs", in programs/
 * @param scenario TOML
 */
export async function runClient(
  program: string,
  scenario: string,
  options: { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<ClientRun> {
  const project = mkdtempSync(join(tmpdir(), "clients-"));
  onTestFinished(() => rmSync(project, { recursive: true, force: true }));
  writeFileSync(join(project, "backlot.toml"), scenario);
  const path = join(folder, "programs", program);
  const command = program.endsWith(".py") ? [python, path] : [process.execPath, path];
  const child = spawn(process.execPath, [cli, "run", "--", ...command, ...(options.args ?? [])], {
    cwd: project,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: clientMs,
    killSignal: "SIGKILL",
  });
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const stdout = Buffer.concat(out).toString();
  const stderr = Buffer.concat(errors).toString();
  const said = stdout.split("\n").flatMap((line): unknown[] => (line === "" ? [] : [readLine(line, stderr)]));
  return { code, stderr, said };
}

function readLine(line: string, stderr: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    throw new Error(`the client said ${line}\n${stderr}`);
  }
}
