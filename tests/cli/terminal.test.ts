import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { spawn, type IPty } from "@lydell/node-pty";
import { afterEach, expect, test } from "vitest";
import { eventually } from "../scripts/runner/program.ts";

const main = path.join(import.meta.dirname, "..", "..", "dist", "cli", "main.js");
const limitMs = 15_000;
const cleanups: (() => void)[] = [];

afterEach(() => {
  for (const step of cleanups.splice(0).reverse()) step();
});

/** `backlot run -- node -e PROGRAM` on a terminal of its own. */
class Terminal {
  text = "";
  exit: number | undefined;
  readonly pty: IPty;

  constructor(program: string, args: readonly string[] = []) {
    const cwd = mkdtempSync(path.join(tmpdir(), "terminal-"));
    cleanups.push(() => rmSync(cwd, { recursive: true, force: true }));
    writeFileSync(path.join(cwd, "package.json"), "{}");
    writeFileSync(path.join(cwd, "backlot.toml"), "");
    this.pty = spawn(process.execPath, [main, "run", ...args, "--", process.execPath, "-e", program], {
      cwd,
      env: { PATH: process.env["PATH"] ?? "", HOME: cwd, TERM: "xterm-256color" },
      cols: 90,
      rows: 30,
    });
    cleanups.push(() => this.pty.kill("SIGKILL"));
    this.pty.onData((data) => (this.text += data));
    this.pty.onExit(
      ({ exitCode, signal }) => (this.exit = signal === undefined || signal === 0 ? exitCode : -signal),
    );
  }

  async shows(text: string): Promise<void> {
    const found = await eventually(limitMs, () => this.text.includes(text) || this.exit !== undefined);
    if (!found || !this.text.includes(text)) throw new Error(`"${text}" never came: ${this.text}`);
  }

  async ends(): Promise<number | undefined> {
    await eventually(limitMs, () => this.exit !== undefined);
    return this.exit;
  }
}

test("the program has the terminal: three streams, /dev/tty, its size and changes of it", async () => {
  const terminal = new Terminal(`
    const { isatty } = require("node:tty");
    const { openSync } = require("node:fs");
    console.log([0, 1, 2].map(isatty).join(), String(isatty(openSync("/dev/tty", "r+"))), String(process.stdout.columns));
    process.stdout.on("resize", () => { console.log("now", String(process.stdout.columns)); process.exit(6); });
    setTimeout(() => {}, 10_000);
  `);
  await terminal.shows("true,true,true true 90");
  terminal.pty.resize(120, 30);
  await terminal.shows("now 120");
  expect(await terminal.ends()).toBe(6);
  // The report is in colour, since it goes to a terminal.
  expect(terminal.text).toContain("\u001b[");
}, 30_000);

test("Ctrl-C reaches the program once, and the report is printed after it", async () => {
  const terminal = new Terminal(`
    let count = 0;
    process.on("SIGINT", () => {
      count += 1;
      if (count === 1) setTimeout(() => { console.log("interrupted", String(count)); process.exit(5); }, 300);
    });
    console.log("ready");
    setTimeout(() => {}, 10_000);
  `);
  await terminal.shows("ready");
  terminal.pty.write("\u0003");
  await terminal.shows("interrupted 1");
  expect(await terminal.ends()).toBe(5);
  expect(terminal.text).toMatch(/interrupted 1[\s\S]*backlot: no calls were made/);
}, 30_000);

test("a program that Ctrl-C ends is reported as that", async () => {
  const terminal = new Terminal(`console.log("ready"); setTimeout(() => {}, 10_000);`);
  await terminal.shows("ready");
  terminal.pty.write("\u0003");
  expect(await terminal.ends()).toBe(130);
  expect(terminal.text).toContain("the program was ended by SIGINT");
}, 30_000);

test("what is typed arrives, without being echoed twice", async () => {
  const terminal = new Terminal(`
    process.stdout.write("name? ");
    process.stdin.once("data", (data) => { console.log("hello", String(data).trim()); process.exit(0); });
  `);
  await terminal.shows("name? ");
  terminal.pty.write("you\r");
  await terminal.shows("hello you");
  expect(await terminal.ends()).toBe(0);
  expect(terminal.text.match(/you/g)).toHaveLength(2);
}, 30_000);
