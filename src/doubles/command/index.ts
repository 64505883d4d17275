import type { Double } from "../../engine/index.ts";
import { contributeCommand } from "./contribute.ts";
import { commandActs } from "./acts.ts";
import { decideCommand, type DecideCommand } from "./decide.ts";
import { suggestCommand } from "./explain.ts";
import { judgeCommand } from "./judge.ts";
import { commandQueries } from "./queries.ts";
import { serveCommand } from "./serve.ts";
import { reduceCommand, startCommand, type CommandState } from "./state.ts";

export { commandReply } from "./reply-schema.ts";
export { commandEntry, commandSection } from "./schema.ts";

/** The double of commands: answers by arguments, standard input, environment and folder; or spies on the real one. */
export const commandDouble: Double<unknown, CommandState, DecideCommand> = {
  name: "command",
  protocol: "command",
  start: startCommand,
  decide: decideCommand,
  reduce: reduceCommand,
  serve: serveCommand,
  queries: commandQueries,
  acts: commandActs,
  judge: judgeCommand,
  contribute: contributeCommand,
  suggest: suggestCommand,
};
