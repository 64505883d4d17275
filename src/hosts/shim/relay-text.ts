import { forwardedSignals } from "./channel.ts";
import { shellQuote } from "./shell-text.ts";

/** One stream of a real program that is recorded. */
export interface Relay {
  /** Pipe between the real program and its relay. */
  readonly pipe: string;
  /** Pipe that the host reads. */
  readonly tap: string;
  /** What has to be written into the tap after the last byte. */
  readonly mark: string;
}

/** The streams that don't go straight to where the caller's go. */
export interface Relays {
  readonly stdin?: Relay | undefined;
  readonly stdout?: Relay | undefined;
  readonly stderr?: Relay | undefined;
}

const otherDescriptors = "4>&- 5>&- 6>&- 7<&- 8>&- 9<&-";

/**
 * Statements that start a relay for each stream: `tee`, which hands on at once and copies into the tap.
 *
 * - Opening a named pipe waits for the other end, so the real program begins when all relays stand.
 * - Output: the caller first and the mark after all, so that who sees the mark can let the caller go. Input:
 *   the tap first, so that nothing reaches the program that was not kept.
 * - A signal to the whole group must not end relays: what the program says to it has to get through. They end
 *   with the program, by SIGPIPE when nobody reads, and the one for input is ended.
 *
 * @param tee the words that start tee
 */
export function relayStatements(relays: Relays, tee: string): string {
  const deaf = `trap '' ${forwardedSignals.map((signal) => signal.slice(3)).join(" ")}`;
  const { stdin, stdout, stderr } = relays;
  const lines: string[] = [];
  if (stdin !== undefined) {
    const [pipe, tap] = [shellQuote(stdin.pipe), shellQuote(stdin.tap)];
    lines.push(`{ ${deaf}; exec ${tee} ${pipe}; } <&7 >${tap} 3>&- ${otherDescriptors} &`, "__bl_v=$!");
  }
  const output = ({ pipe, tap, mark }: Relay, target: string): string =>
    `{ ${deaf}; ${tee} ${shellQuote(tap)} 3>&-; printf ${mark} >&3; } ` +
    `3>${shellQuote(tap)} <${shellQuote(pipe)} ${target} ${otherDescriptors} &`;
  if (stdout !== undefined) lines.push(output(stdout, ""));
  if (stderr !== undefined) lines.push(output(stderr, ">&6"));
  return lines.join("\n");
}

/** What stands among the signals of a shim whose program ended before its input did. */
export const partialInput = "partial";

/**
 * Statements for after the real program's end. A relay that is to end by itself has read all of its input; one that
 * sleeps, or that nobody read from any more, has not.
 */
export function relayEnd({ stdin }: Relays, proc: boolean): string {
  if (stdin === undefined) return "";
  // It may be on its way out, for the program saw the end of its input before it was gone itself.
  const settled = proc
    ? `while read -r __bl_l __bl_l __bl_e __bl_l </proc/$__bl_v/stat && [ "$__bl_e" = R ]; do :; done\n`
    : "";
  // Opened for reading too: where the host has died, opening it for writing alone would wait for ever.
  return `${settled}kill -s KILL $__bl_v; wait $__bl_v || __bl_w="$__bl_w ${partialInput}"; printf ${stdin.mark} 1<>${shellQuote(stdin.tap)}`;
}

/** Where the real program reads and writes. */
export function relayRedirections({ stdin, stdout, stderr }: Relays): {
  readonly stdin: string | undefined;
  readonly stdout: string;
  readonly stderr: string | undefined;
} {
  return {
    stdin: stdin === undefined ? undefined : `<${shellQuote(stdin.pipe)} 7<&-`,
    stdout: stdout === undefined ? "" : `>${shellQuote(stdout.pipe)}`,
    stderr: stderr === undefined ? undefined : `2>${shellQuote(stderr.pipe)} 6>&-`,
  };
}
