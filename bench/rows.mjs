import { agentRows } from "./rows/agent.mjs";
import { commandRows } from "./rows/commands.mjs";
import { driftRows } from "./rows/drift.mjs";
import { githubRows } from "./rows/github.mjs";
import { httpRows } from "./rows/http.mjs";
import { peerRows } from "./rows/peers.mjs";
import { sizeRows } from "./rows/size.mjs";
import { startRows } from "./rows/start.mjs";
import { worldRows } from "./rows/worlds.mjs";

/**
 * Everything that is measured. A row has an id, a title, a unit, what it must keep and what it should reach
 * (both absent: figures to know, without a limit; `more`: more is better; `peer`: only with --peers), and `measure(stage)`, which
 * returns `{ value, results }` or `{ skipped: reason }`.
 */
export const rows = [
  ...commandRows,
  ...agentRows,
  ...httpRows,
  ...githubRows,
  ...driftRows,
  ...startRows,
  ...worldRows,
  ...sizeRows,
  ...peerRows,
];
