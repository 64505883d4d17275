import { spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

const root = join(import.meta.dirname, "..", "..");

/** A small project in a folder of its own that has backlot installed, gone when the test ends. */
export function makeSample(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "sample-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "backlot"), { recursive: true });
  cpSync(join(root, "dist"), join(modules, "backlot", "dist"), { recursive: true });
  cpSync(join(root, "package.json"), join(modules, "backlot", "package.json"));
  for (const name of ["vitest", "vite"]) symlinkSync(join(root, "node_modules", name), join(modules, name));
  const all = { "package.json": '{ "type": "module" }', ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Node in a folder, with no color and at most 60 seconds. */
export function runNode(
  folder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  // The runner that runs this very test must not be seen by the one inside.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_|TEST$|FORCE_COLOR)/.test(name),
  );
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: { ...Object.fromEntries(inherited), NO_COLOR: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 60_000,
      killSignal: "SIGKILL",
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** One test of an inner run: "passed", and its messages. */
export interface InnerTest {
  readonly status: string;
  readonly messages: readonly string[];
}

/** What an inner vitest run gave. */
export interface InnerRun extends Ended {
  /** By full name. */
  readonly tests: Readonly<Record<string, InnerTest>>;
}

/** Runs vitest in a sample. */
export async function runVitest(folder: string, args: readonly string[] = []): Promise<InnerRun> {
  const json = join(folder, "results.json");
  const ended = await runNode(folder, [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${json}`,
    ...args,
  ]);
  const { testResults } = JSON.parse(readFileSync(json, "utf8")) as {
    testResults: { assertionResults: { fullName: string; status: string; failureMessages: string[] }[] }[];
  };
  const tests = testResults.flatMap((file) =>
    file.assertionResults.map(
      (one) => [one.fullName, { status: one.status, messages: one.failureMessages }] as const,
    ),
  );
  return { ...ended, tests: Object.fromEntries(tests) };
}
