import type { Project } from "./look-at-project.ts";

/** A line of the file and the comment behind it. */
type Line = readonly [line: string, comment?: string];

const commentColumn = 44;

/**
 * A first backlot.toml: one command and one service, every line explained. What it expects is what the example
 * test does, so that it fails as long as nothing calls it.
 */
export function firstScenario(project: Project): string {
  const lines: readonly Line[] = [
    ...(project.isPackage ? [["#:schema ./node_modules/backlot/schema.json"] as const] : []),
    ["# The world outside your program. Each entry stands in for something real; a call that no entry"],
    ["# matches is refused and fails the test, and so does an entry that was never called."],
    [`name = ${JSON.stringify(project.name)}`, "how reports call this world"],
    ['# now = "2025-01-15T10:30:00Z"', "pins the world's clock, so that every run is the same"],
    [""],
    ["[env]", "variables of the programs that run in this world"],
    ['APP_ENV = "test"', "any you like; addresses of services are set below"],
    [""],
    ["[[commands]]", "a command that your program runs; it comes first on PATH"],
    ['name = "greeting"', "for reports, tests and in_order"],
    ['run = "greet *"', "the command line: * is one word, ** all the rest"],
    ['reply = { stdout = "hello\\n" }', "what it answers; also stderr, exit_code"],
    ["# times = 1", "how often it must be called; absent: once or more"],
    ["# optional = true", "it may go unused"],
    [""],
    ["[services.hello]", "an HTTP service, on a loopback port of its own"],
    ['export = "HELLO_URL"', "the variable that your program takes its address from"],
    ["[[services.hello.stubs]]", "one request and its answer"],
    ['request = "GET /hello/{name}"', "METHOD /path; {name} is one segment, ** the rest"],
    ['reply = { json = { hello = "world" } }', "also status, headers, text, file"],
  ];
  return lines
    .map(([line, comment]) => (comment === undefined ? line : `${line.padEnd(commentColumn)}# ${comment}`))
    .map((line) => `${line}\n`)
    .join("");
}
