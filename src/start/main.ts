import { join } from "node:path";
import type { RunCommandLine } from "../cli/index.ts";
import { version } from "../lot/index.ts";
import { compiledParts } from "./load-compiled.ts";

/** How a command line ends that says nothing that is known. */
const usageExit = 2;

/** How it ends where the machine can't do it. */
const machineExit = 3;

// Whoever reads the output may be gone (`| head`); the exit code says the same, without a trace of a crash.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
const { stdout, stderr, env } = process;
const words = process.argv.slice(2);
// Scripts ask for the version before everything else they do; nothing is loaded for that.
if (words.length === 1 && words[0] === "--version") stdout.write(`${version}\n`);
else {
  const [verb = "help"] = words;
  // A word that is no verb must not name a file.
  const parts = compiledParts(join(import.meta.dirname, ".."), /^[a-z]{3,12}$/.exec(verb)?.[0]);
  process.once("exit", (code) => {
    if (code !== usageExit) parts.keep();
  });
  const { runCommandLine } = parts.load("command-line.cjs") as { runCommandLine: RunCommandLine };
  const surface = { stdout, stderr, env, exitCode: 0 };
  const cwd = workingFolder();
  if (cwd === undefined) {
    stderr.write("backlot: the folder that it was called in is not there any more\n");
    process.exitCode = machineExit;
  } else process.exitCode = await runCommandLine(words, { process: surface, cwd });
}

/** Undefined: it was removed. */
function workingFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}
