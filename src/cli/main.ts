import { run } from "@stricli/core";
import { application } from "./application.ts";

const usageExit = 2;

// Whoever reads the output may be gone (`| head`); the exit code says the same, without a trace of a crash.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

// A stand-in for the process: stricli reports wrong usage with negative codes, which would wrap round.
const surface: {
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  env: NodeJS.ProcessEnv;
  exitCode?: number | string | null;
} = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
};
await run(application, process.argv.slice(2), { process: surface, cwd: process.cwd() });
const code = Number(surface.exitCode ?? 0);
process.exitCode = code < 0 ? usageExit : code;
