import { version } from "../lot/index.ts";

// Whoever reads the output may be gone (`| head`); the exit code says the same, without a trace of a crash.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
const { stdout, stderr, env } = process;
const words = process.argv.slice(2);
// Scripts ask for the version before everything else they do; nothing is loaded for that.
if (words.length === 1 && words[0] === "--version") stdout.write(`${version}\n`);
else {
  const { runCommandLine } = await import("./command-line.ts");
  const surface = { stdout, stderr, env, exitCode: 0 };
  process.exitCode = await runCommandLine(words, { process: surface, cwd: process.cwd() });
}
