/** All of the double that a world without an agent does not need: one file, since each that is loaded takes its time. */
export { agentEntry } from "./entry.ts";
export { suggestAgent } from "./explain.ts";
export { agentQueries } from "./queries.ts";
export { agentReading } from "./schema/read-agents.ts";
export { serveAgent } from "./serve.ts";
