import { resolve } from "node:path";
import { utf8 } from "../../core/index.ts";
import { writeAtomic } from "../../disk/index.ts";
import { allSections } from "../../lot/index.ts";
import { scenarioSchema } from "../../scenario/index.ts";
import type { CliContext } from "../context.ts";
import { orFail } from "../fail.ts";

/** What the flags of `schema` hold. */
export interface SchemaFlags {
  readonly output?: string;
}

/** Prints or writes the JSON Schema, in the same bytes as the one that the package ships. */
export async function schema(this: CliContext, flags: SchemaFlags): Promise<void> {
  await orFail(this, async () => {
    const text = `${JSON.stringify(scenarioSchema(await allSections()), null, 2)}\n`;
    if (flags.output === undefined) this.process.stdout.write(text);
    else writeAtomic(resolve(this.cwd, flags.output), utf8(text), { mode: 0o644, folders: true });
  });
}
