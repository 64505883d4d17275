import { resolve } from "node:path";
import { utf8 } from "../../core/index.ts";
import { writeAtomic } from "../../disk/index.ts";
import { loadScenario, stateOfLoaded } from "../../lot/index.ts";
import type { CliContext } from "../context.ts";
import { orFail } from "../fail.ts";

/** What the flags of `github export` hold. */
export interface GithubExportFlags {
  readonly scenario?: readonly string[];
  readonly output?: string;
}

/** Prints or writes a scenario's GitHub as the initial state of simulacat. */
export async function githubExport(this: CliContext, flags: GithubExportFlags): Promise<void> {
  await orFail(this, async () => {
    const { scenario } = await loadScenario({ files: flags.scenario ?? [], cwd: this.cwd });
    const text = `${JSON.stringify(stateOfLoaded(scenario), null, 2)}\n`;
    if (flags.output === undefined) this.process.stdout.write(text);
    // It may hold a token: nobody else has to read it.
    else writeAtomic(resolve(this.cwd, flags.output), utf8(text), { mode: 0o600, folders: true });
  });
}
