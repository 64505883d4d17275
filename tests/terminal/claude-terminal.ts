import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { spawn, type IPty } from "@lydell/node-pty";
import { eventually } from "../scripts/runner/program.ts";
import { VtScreen } from "./vt-screen.ts";

const main = path.join(import.meta.dirname, "..", "..", "dist", "cli", "main.js");
const limitMs = 15_000;

/** A folder with a world that has a `claude`, to be removed afterwards. */
export function agentFolder(scenario: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), "claude-terminal-"));
  writeFileSync(path.join(folder, "package.json"), "{}");
  writeFileSync(path.join(folder, "backlot.toml"), scenario);
  return folder;
}

/** Words that run `claude` in the world of the folder that they are run in. */
export function claudeWords(args: readonly string[] = []): string[] {
  return [process.execPath, main, "run", "--", "claude", ...args];
}

/** `claude` on a terminal of its own, as a person sees it. */
export class ClaudeTerminal {
  readonly screen: VtScreen;
  readonly folder: string;
  readonly #pty: IPty;
  /** Exit code; a signal as a negative number; undefined: it is running. */
  exit: number | undefined;

  constructor(
    scenario: string,
    {
      args = [],
      columns = 60,
      rows = 24,
    }: { args?: readonly string[]; columns?: number; rows?: number } = {},
  ) {
    this.folder = agentFolder(scenario);
    this.screen = new VtScreen(columns, rows);
    const [command = "", ...words] = claudeWords(args);
    this.#pty = spawn(command, words, {
      cwd: this.folder,
      env: { PATH: process.env["PATH"] ?? "", HOME: this.folder, TERM: "xterm-256color" },
      cols: columns,
      rows,
    });
    this.#pty.onData((data) => this.#show(data));
    this.#pty.onExit(({ exitCode, signal }) => {
      this.exit = signal === undefined || signal === 0 ? exitCode : -signal;
    });
  }

  #ended = false;

  /** The program's report, which comes when claude has ended, is not claude's to draw. */
  #show(data: string): void {
    const end = data.indexOf("\u001B[?2004l");
    if (this.#ended) return;
    this.#ended = end !== -1;
    this.screen.write(this.#ended ? data.slice(0, end + "\u001B[?2004l".length) : data);
  }

  type(text: string): void {
    this.#pty.write(text);
  }

  /** The terminal's size changes; what was on it is as it is cut. */
  resize(columns: number, rows: number): void {
    this.screen.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  /** Waits until the screen shows something. */
  async shows(wanted: string | ((screen: VtScreen) => boolean)): Promise<void> {
    const holds = (): boolean =>
      typeof wanted === "string" ? this.screen.text().includes(wanted) : wanted(this.screen);
    await eventually(limitMs, () => holds() || this.exit !== undefined);
    if (!holds()) throw new Error(`${String(wanted)} never came:\n${this.screen.text()}`);
  }

  async ends(): Promise<number | undefined> {
    await eventually(limitMs, () => this.exit !== undefined);
    return this.exit;
  }

  close(): void {
    if (this.exit === undefined) this.#pty.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }
}
