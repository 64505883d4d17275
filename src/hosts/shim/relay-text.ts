import { forwardedSignals } from "./channel.ts";
import { shellQuote } from "./shell-text.ts";

/** One stream of a real program that is recorded. */
export interface Relay {
  /** Pipe that this process reads. */
  readonly tap: string;
  /** Pipe between the real program and the relay; undefined where the program writes into the tap itself. */
  readonly pipe: string | undefined;
}

/** The streams that don't go straight to where the caller's go. */
export interface Relays {
  readonly stdin?: Relay | undefined;
  readonly stdout?: Relay | undefined;
  readonly stderr?: Relay | undefined;
}

/**
 * Statements that start a relay for each stream: `tee`, which hands on at once and copies into the tap.
 *
 * - Opening a named pipe waits for the other end, so the real program begins when all relays stand.
 * - Descriptor 3 holds the tap before the program begins and as long as the relay lives: when the tap ends,
 *   everything has reached the caller.
 * - Output: the caller first, so that who sees the tap end can let the caller go. Input: the tap first, so that
 *   nothing reaches the program that was not kept.
 * - A signal to the whole group must not end relays: what the program says to it has to get through. They end
 *   with the program, by SIGPIPE when nobody reads, and the one for input is ended ($__bl_v).
 *
 * @param tee the words that start tee
 */
export function relayStatements(relays: Relays, tee: string): string {
  const deaf = `trap '' ${forwardedSignals.map((signal) => signal.slice(3)).join(" ")}`;
  const start = (file: string, tap: string, redirections: string): string =>
    `{ ${deaf}; exec ${tee} ${shellQuote(file)} 3>${shellQuote(tap)} ${redirections} ` +
    "4>&- 5>&- 6>&- 7<&- 8>&- 9<&-; } &";
  const lines = ["__bl_v="];
  const { stdin, stdout, stderr } = relays;
  if (stdin?.pipe !== undefined) {
    lines.push(start(stdin.pipe, stdin.tap, `<&7 >${shellQuote(stdin.tap)}`), "__bl_v=$!");
  }
  if (stdout?.pipe !== undefined) lines.push(start(stdout.tap, stdout.tap, `<${shellQuote(stdout.pipe)}`));
  if (stderr?.pipe !== undefined) {
    lines.push(start(stderr.tap, stderr.tap, `<${shellQuote(stderr.pipe)} >&6`));
  }
  return lines.join("\n");
}

/** Where the real program reads and writes. */
export function relayRedirections(relays: Relays): {
  readonly stdin: string | undefined;
  readonly stdout: string;
  readonly stderr: string | undefined;
} {
  const end = (relay: Relay | undefined) =>
    relay === undefined ? undefined : shellQuote(relay.pipe ?? relay.tap);
  const [stdin, stdout, stderr] = [end(relays.stdin), end(relays.stdout), end(relays.stderr)];
  return {
    stdin: stdin === undefined ? undefined : `<${stdin} 7<&-`,
    stdout: stdout === undefined ? "" : `>${stdout}`,
    stderr: stderr === undefined ? undefined : `2>${stderr} 6>&-`,
  };
}
