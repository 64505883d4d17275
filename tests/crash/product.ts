import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The built product that these tests run. */
export const cli = resolve("dist/cli/main.js");
export const library = resolve("dist/index.js");

/** A project in a folder of its own. */
export interface Project {
  readonly folder: string;
  readonly path: (name: string) => string;
  remove(): void;
}

/** Writes a project's files; the scenario is `backlot.toml`. */
export function makeProject(files: Readonly<Record<string, string>>): Project {
  const folder = mkdtempSync("/tmp/project-");
  const path = (name: string): string => join(folder, name);
  for (const [name, text] of Object.entries({ "package.json": "{}\n", ...files })) {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text, { mode: 0o755 });
  }
  return { folder, path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A service, a doubled command, and one that is passed through. Nothing of it must be used. */
export const scenario = `
name = "crash"

[services.api]
export = "API_URL"

[[services.api.stubs]]
request = "GET /hello"
reply = { json = { hello = "world" } }
optional = true

[[commands]]
run = "deploy **"
reply = { stdout = "deployed\\n" }
optional = true

[[commands]]
run = "sleep **"
passthrough = true
optional = true
`;

/**
 * A program that uses a doubled command and leaves children behind: one passed through, one real. With the
 * argument `stay` it starts one more, in a session of its own, that ignores SIGTERM, and goes on for ten
 * minutes.
 */
export const program = `#!/bin/sh
sleep 600 &
/bin/sleep 601 &
deploy now
[ "$1" = stay ] || exit 0
setsid sh -c 'trap "" TERM; while :; do /bin/sleep 602; done' &
echo ready
exec /bin/sleep 603
`;

/** How many processes the program consists of, at least: itself, the shim and its program, two more. */
export const programProcesses = 5;

/** Names in groups of five, for what runs at the same time; each group with its title. */
export function fives(items: readonly string[]): [string, string[]][] {
  const groups: [string, string[]][] = [];
  for (let at = 0; at < items.length; at += 5) {
    const group = items.slice(at, at + 5);
    groups.push([group.join(", "), group]);
  }
  return groups;
}
