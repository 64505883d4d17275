import { BacklotError, finding, nearest, quote } from "../core/index.ts";
import type { WorldReport } from "../engine/index.ts";

/**
 * The worlds of a run that are meant: all, or those of a name.
 * @throws BacklotError `usage` when none has that name
 */
export function worldsNamed(
  worlds: readonly WorldReport[],
  name: string | undefined,
): readonly WorldReport[] {
  if (name === undefined) return worlds;
  const found = worlds.filter(({ world }) => world === name);
  if (found.length > 0) return found;
  const names = worlds.map(({ world }) => world);
  throw new BacklotError([
    finding("usage", {
      at: { kind: "input", input: "--world" },
      what: `there is no world ${quote(name)}`,
      why: names.length === 0 ? "No world was opened." : `The worlds are: ${names.slice(0, 20).join(", ")}`,
      fix: "Give the name of one of the worlds.",
      near: nearest(name, names),
    }),
  ]);
}

/** The one world that is meant. @throws BacklotError `usage` when there is none, or more than one */
export function oneWorld(worlds: readonly WorldReport[], name: string | undefined): WorldReport {
  const found = worldsNamed(worlds, name);
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  const names = found.map(({ world }) => world);
  throw new BacklotError([
    finding("usage", {
      what: first === undefined ? "no world was opened in the last run" : "the last run had several worlds",
      why: first === undefined ? "So there are no calls." : "Each numbers its own calls from 1.",
      fix:
        first === undefined
          ? "Run `backlot run -- COMMAND` first."
          : `Say which with --world NAME: ${names.slice(0, 20).join(", ")}`,
    }),
  ]);
}
