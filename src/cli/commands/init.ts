import type { CliContext } from "../context.ts";
export async function init(this: CliContext): Promise<void> {}
