import type { CallInput, CloseHow, CommandHead, SignalName } from "../../src/core/index.ts";
import { emptyAgentScenario, type PermissionMode } from "../../src/dialogue/index.ts";
import type { RecordNote } from "../../src/engine/index.ts";
import { noOptions } from "../../src/doubles/agent/command-line/read-command-line.ts";
import { sessionIds } from "../../src/doubles/agent/conversation/ids.ts";
import type { Run } from "../../src/doubles/agent/conversation/run.ts";
import { processOutput } from "../../src/doubles/agent/process-output.ts";
import { profileOf } from "../../src/doubles/agent/profile.ts";
import { serveTerminal, type TerminalServices } from "../../src/doubles/agent/terminal/serve-terminal.ts";
import { samplePorts } from "../samples/calls.ts";
import { VtScreen } from "./vt-screen.ts";

/** What a driven terminal is begun with; a trusted, empty session of the classic profile unless told. */
export interface DrivenOptions {
  readonly version?: string;
  readonly trusted?: boolean;
  readonly mode?: PermissionMode;
  readonly prompt?: string;
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly directory?: string;
  readonly user?: string;
  readonly services?: Partial<TerminalServices>;
  /** The host says no size by itself. */
  readonly unsized?: boolean;
}

/** A conversation on a terminal that is a plain object: input goes in at one side, the screen is looked at on the other. */
export class DrivenTerminal {
  readonly screen: VtScreen;
  readonly notes: RecordNote[] = [];
  /** Everything that was written. */
  output = "";
  attached: unknown;
  closed: CloseHow | undefined;
  readonly over: Promise<void>;
  readonly #waits: { readonly ms: number; readonly resolve: (goesOn: boolean) => void }[] = [];
  readonly #items: CallInput[] = [];
  #taken = 0;
  #given = 0;
  #wake = (): void => undefined;

  constructor(options: DrivenOptions = {}) {
    const { columns = 40, rows = 20, services = {}, unsized = false } = options;
    this.screen = new VtScreen(columns, rows);
    if (!unsized) this.#give({ kind: "resize", columns, rows });
    this.over = serveTerminal(this.#run(options), {
      converse: () => Promise.reject(new Error("nobody was to be asked")),
      earlierPrompts: [],
      ...services,
    });
    this.over.catch(() => undefined);
  }

  /** Types keys, and waits after each piece until it was dealt with. */
  async type(...pieces: readonly (string | Uint8Array)[]): Promise<void> {
    for (const piece of pieces) {
      const bytes = typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
      this.#give({ kind: "bytes", bytes });
      await this.settled();
    }
  }

  async resize(columns: number, rows: number): Promise<void> {
    if (columns > 0 && rows > 0) this.screen.resize(columns, rows);
    this.#give({ kind: "resize", columns, rows });
    await this.settled();
  }

  async signal(signal: SignalName): Promise<void> {
    this.#give({ kind: "signal", signal });
    await this.settled();
  }

  async end(kind: "end" | "gone"): Promise<void> {
    this.#give({ kind });
    await this.settled();
  }

  /** Lets the waits of a length be over. */
  async pass(ms: number, goesOn = true): Promise<void> {
    for (const wait of this.#waits.filter((one) => one.ms === ms)) {
      this.#waits.splice(this.#waits.indexOf(wait), 1);
      wait.resolve(goesOn);
    }
    await this.settled();
  }

  /** Waits until everything that was given was dealt with, or the conversation is over. */
  async settled(): Promise<void> {
    for (let turns = 0; turns < 1_000; turns++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.closed !== undefined || (this.#taken === this.#given && turns > 2)) return;
    }
  }

  #give(item: CallInput): void {
    this.#given++;
    this.#items.push(item);
    this.#wake();
  }

  async *#input(): AsyncGenerator<CallInput> {
    for (;;) {
      const item = this.#items.shift();
      if (item !== undefined) {
        yield item;
        this.#taken++;
        if (item.kind === "gone") return;
      } else if (this.closed === undefined) await new Promise<void>((resolve) => (this.#wake = resolve));
      else return;
    }
  }

  #run({ version = "2.1.12", directory = "/srv/shop", ...options }: DrivenOptions): Run {
    let ids = 0;
    const ports = samplePorts({ hash: { sha1: () => "0".repeat(40), sha256: () => "0".repeat(64) } });
    const context = {
      ports,
      ids: { uuid: () => `00000000-0000-4000-8000-00000000000${++ids}` },
      note: (note: RecordNote) => void this.notes.push(note),
    };
    const head: CommandHead = {
      protocol: "command",
      command: "claude",
      args: [],
      cwd: directory,
      env: options.env ?? { TERM: "xterm" },
      stdin: "terminal",
      stdout: "terminal",
      stderr: "pipe",
      pid: 1,
    };
    const gone = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined };
    const call = { id: 1, head, input: this.#input(), gone, reply: this.#reply() };
    const known = context as unknown as Run["context"];
    return {
      call,
      head,
      context: known,
      output: processOutput(call, { ...known, note: () => undefined }),
      clock: { now: () => "2026-01-01T00:00:00.000Z", nowMs: () => Date.parse("2026-01-01T00:00:00Z") },
      interactive: true,
      tools: [],
      folders: ports.folders,
      scenario: emptyAgentScenario,
      session: {
        model: "model-1",
        claudeVersion: version,
        userName: options.user ?? "Ada",
        sessionId: "11111111-1111-4111-8111-111111111111",
        projectPath: directory,
        workingDirectory: directory,
        launchTimestamp: "2026-01-01T00:00:00Z",
        trusted: options.trusted ?? true,
        permissionMode: options.mode ?? "default",
      },
      profile: profileOf(version),
      options: { ...noOptions, prompt: options.prompt },
      ids: sessionIds("11111111-1111-4111-8111-111111111111", ports.hash),
      configFolder: "/world/claude",
    };
  }

  #reply(): Run["call"]["reply"] {
    const refuse = (): never => {
      throw new Error("not for this test");
    };
    return {
      head: refuse,
      pipe: refuse,
      end: refuse,
      attach: async (how) => void (this.attached = how),
      bytes: async (bytes) => {
        const text = new TextDecoder().decode(bytes);
        this.output += text;
        this.screen.write(text);
      },
      wait: (ms) => new Promise((resolve) => this.#waits.push({ ms, resolve })),
      close: async (how) => {
        this.closed = how;
        this.#wake();
      },
    };
  }
}
