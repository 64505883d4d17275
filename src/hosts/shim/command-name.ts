import { BacklotError, finding } from "../../core/index.ts";

/** Whether a name can be that of a command in a folder. */
export function isCommandName(name: string): boolean {
  return /^(?!\.)[^/\\\u0000-\u001f\u007f]{1,100}$/u.test(name);
}

/** Throws when a name can't be that of a command in a folder. */
export function checkCommandName(name: string): void {
  if (isCommandName(name)) return;
  throw new BacklotError([
    finding("invalid-value", {
      what: `${JSON.stringify(name)} can't be the name of a command`,
      why: "A command is a file in the folder that comes first on PATH.",
      fix: "Use up to 100 characters, no slashes or control characters, and no dot at the beginning.",
    }),
  ]);
}
