import type { CliContext } from "./context.ts";

/** How text for one of the two streams is styled. */
export interface TerminalStyle {
  readonly color: boolean;
  readonly width: number;
}

const [widthMin, widthMax, widthElsewhere] = [40, 140, 100];

/**
 * Colour and width for a stream: colour only on a terminal, and as NO_COLOR (https://no-color.org) and
 * FORCE_COLOR ask; the former wins over a terminal, the latter over both.
 */
export function terminalStyle(context: CliContext, name: "stdout" | "stderr" = "stderr"): TerminalStyle {
  const stream = context.process[name];
  const { NO_COLOR, FORCE_COLOR } = context.process.env;
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== "" && FORCE_COLOR !== "0";
  const unwanted = NO_COLOR !== undefined && NO_COLOR !== "";
  return {
    color: forced || (stream.isTTY === true && !unwanted && FORCE_COLOR !== "0"),
    width: Math.max(widthMin, Math.min(stream.columns ?? widthElsewhere, widthMax)),
  };
}
