import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join, resolve } from "node:path";
import { onTestFinished } from "vitest";

/**
 * A machine as a stranger has it: a project, a home and a temporary folder of its own, and the programs that are
 * there. Nothing of this process's environment gets in.
 */
export interface Machine {
  /** Everything of the machine lies below. */
  readonly root: string;
  readonly project: string;
  readonly path: (name: string) => string;
  readonly write: (name: string, content: string | Uint8Array) => void;
  readonly read: (name: string) => string;
  /** Runs `backlot` in the project to its end. */
  readonly backlot: (args: readonly string[], options?: RunOptions) => Promise<End>;
}

/** How one command is run. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
}

/** How it ended. */
export interface End {
  readonly exitCode: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** What a machine is made of. */
export interface MachineOptions {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** The only programs on PATH; absent: those of this machine, behind the project's `bin`. */
  readonly programs?: readonly string[];
  /** Name of its folder, which others may see. */
  readonly name?: string;
}

const deadlineMs = 60_000;

/** Makes a machine that is removed when the test has finished. */
export function makeMachine({ files = {}, programs, name = "machine" }: MachineOptions = {}): Machine {
  const root = realpathSync(mkdtempSync(`/tmp/${name}-`));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const project = join(root, "project");
  const path = (name: string): string => join(project, name);
  const write: Machine["write"] = (name, content) => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), content);
    if (name.startsWith("bin/")) chmodSync(path(name), 0o755);
  };
  for (const folder of ["project", "home", "tmp", "programs"]) mkdirSync(join(root, folder));
  for (const [file, content] of Object.entries({ "package.json": "{}\n", ...files })) write(file, content);
  for (const program of programs ?? []) symlinkSync(which(program), join(root, "programs", program));
  const base = {
    HOME: join(root, "home"),
    TMPDIR: join(root, "tmp"),
    PATH: programs === undefined ? `${path("bin")}:/usr/local/bin:/usr/bin:/bin` : join(root, "programs"),
    LC_ALL: "C",
  };
  const run: Machine["backlot"] = (args, options = {}) =>
    runMain(args, project, { ...base, ...options.env }, options.stdin);
  return { root, project, path, write, read: (name) => readFileSync(path(name), "utf8"), backlot: run };
}

function which(program: string): string {
  for (const folder of ["/bin", "/usr/bin", "/usr/local/bin"]) {
    try {
      return realpathSync(join(folder, program));
    } catch {
      // Looked for in the next one.
    }
  }
  throw new Error(`this machine has no ${program}`);
}

async function runMain(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
  stdin: string | Uint8Array = "",
): Promise<End> {
  const child = spawn(process.execPath, [resolve("dist/cli/main.js"), ...args], { cwd, env });
  const timer = setTimeout(() => child.kill("SIGKILL"), deadlineMs);
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (bytes: Buffer) => stdout.push(bytes));
  child.stderr.on("data", (bytes: Buffer) => stderr.push(bytes));
  child.stdin.on("error", () => undefined);
  child.stdin.end(stdin);
  const [exitCode] = (await once(child, "close")) as [number | null];
  clearTimeout(timer);
  return { exitCode, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() };
}

/** A server that tells what it was asked; `stop` ends it and all its connections. */
export async function startServer(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      response.statusCode = request.url === "/missing" ? 404 : 200;
      response.end(JSON.stringify({ method: request.method, url: request.url, body }));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = async (): Promise<void> => {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  onTestFinished(stop);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}
