import { runCommandLine } from "./command-line.ts";

// Whoever reads our output may stop reading (`backlot calls | head`); that is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}
const { stdout, stderr, env } = process;
process.exitCode = await runCommandLine(process.argv.slice(2), {
  process: { stdout, stderr, env, exitCode: 0 },
  cwd: process.cwd(),
});
