import { run } from "@stricli/core";
import { application } from "./application.ts";

const usageExit = 2;

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
