import { hasErrors } from "../core/index.ts";
import type { RunReport } from "../engine/index.ts";
import { rootFindings } from "./headline.ts";

/** Whether a program was run: only then is there an exit code to explain. */
export function ranProgram({ command, programExit, programSignal }: RunReport): boolean {
  return command !== undefined || programExit !== undefined || programSignal !== undefined;
}

/** The exit code in words. @example "exit 1: verification failed; the program itself exited 0" */
export function exitText(report: RunReport): string {
  const { exitCode, programExit, programSignal } = report;
  const head = `exit ${exitCode}:`;
  const also = hasErrors(rootFindings(report))
    ? "verification failed too"
    : "verification found nothing wrong";
  if (programSignal !== undefined) return `${head} the program was ended by ${programSignal}; ${also}`;
  if (typeof programExit !== "number") return `${head} ${reasonOf(exitCode)}`;
  if (programExit !== 0 && programExit === exitCode) return `${head} the program's own exit code; ${also}`;
  return `${head} ${reasonOf(exitCode)}; the program itself exited ${programExit}`;
}

/** What backlot's own exit codes mean. */
function reasonOf(exitCode: number): string {
  switch (exitCode) {
    case 1:
      return "verification failed";
    case 2:
      return "the scenario is wrong";
    case 3:
      return "evidence is missing";
    default:
      return "see the findings above";
  }
}
