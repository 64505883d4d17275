import type { CommandContext } from "@stricli/core";

/** A stream that text is written to. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** Width of the terminal in columns. */
  readonly columns?: number;
}

/** What commands get of the process they run in. */
export interface CliContext extends CommandContext {
  readonly process: {
    readonly stdout: Output;
    readonly stderr: Output;
    readonly env: Readonly<Record<string, string | undefined>>;
    /** What the process exits with; 0 unless a command says otherwise. */
    exitCode: number;
  };
  readonly cwd: string;
}
