import { verbGroups, verbs, type VerbName } from "./verbs.ts";

const indent = "  ";

/** The page of `backlot`, `backlot help` and `backlot --help`: grouped verbs with one example each. */
export function helpPage(): string {
  const names = Object.keys(verbs) as VerbName[];
  const width = Math.max(...names.map((name) => name.length)) + 2;
  const groups = verbGroups.flatMap((group) => [
    "",
    group.title,
    ...group.verbs.flatMap(([name, example]) => [
      `${indent}${name.padEnd(width)}${verbs[name].brief}`,
      `${indent}${" ".repeat(width)}${example.includes("backlot") ? example : `backlot ${example}`}`,
    ]),
  ]);
  const lines = [
    "backlot stands in for everything outside a program's process, from one scenario file.",
    ...groups,
    "",
    "backlot help VERB      flags and examples of a verb",
    "backlot --version      the version",
    "Exit codes of run, close and serve: the program's own; 1 verification failed, 2 wrong scenario or",
    "command line, 3 evidence is missing or the machine can't do it.",
  ];
  return `${lines.join("\n")}\n`;
}
