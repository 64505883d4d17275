import { escapeControl } from "../../core/index.ts";
import { lockContracts, type LockedFile } from "../../lot/index.ts";
import { renderFindings } from "../../report/index.ts";
import type { CliContext } from "../context.ts";
import { orFail } from "../fail.ts";
import { terminalStyle } from "../terminal.ts";

/** What the flags of `contract lock` hold. */
export interface ContractLockFlags {
  readonly scenario?: readonly string[];
  readonly source?: string;
  readonly commit?: string;
  readonly date?: string;
}

/** Locks contracts and models files, and says what became of each. */
export async function contractLock(
  this: CliContext,
  { scenario, ...stamp }: ContractLockFlags,
  ...files: string[]
): Promise<void> {
  await orFail(this, async () => {
    const today = new Date().toISOString().slice(0, 10);
    const locked = await lockContracts({ files, scenario: scenario ?? [], stamp, cwd: this.cwd, today });
    for (const one of locked.files) this.process.stdout.write(`${escapeControl(lineOf(one), "")}\n`);
    if (locked.findings.length > 0)
      this.process.stderr.write(renderFindings(locked.findings, terminalStyle(this)));
  });
}

function lineOf({ file, state, before }: LockedFile): string {
  const words: Readonly<Record<LockedFile["state"], string>> = {
    locked: "locked",
    changed: `locked again; it changed since ${before}`,
    stamped: "the same, with another stamp",
    unchanged: "unchanged",
    gone: "not there any more, taken out",
  };
  return `${file}: ${words[state]}`;
}
