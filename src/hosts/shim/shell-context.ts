import type { Launchers } from "./launcher.ts";
import type { PipeStock } from "./pipe-stock.ts";
import type { SlotPool } from "./pool.ts";
import type { ProcessTools } from "./process-tools.ts";
import type { ShimTools } from "./tools.ts";

/** What all shell channels of a host share. */
export interface ShellContext {
  readonly pool: SlotPool;
  readonly tools: ShimTools;
  readonly shell: string;
  readonly processes: ProcessTools;
  readonly proc: string | undefined;
  readonly stdinBytesMax: number;
  readonly launchers: () => Promise<Launchers>;
  readonly recordedBytesMax: number;
  readonly stock: PipeStock;
}
