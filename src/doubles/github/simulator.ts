/** All of the double that a world without a GitHub does not need. */
export { decideGithub } from "./decide.ts";
export { loadPublished } from "./published/index.ts";
export { exportState } from "./interchange/export-state.ts";
export { githubQueries } from "./queries.ts";
export { reduceGithub } from "./state/state.ts";
export { serveGithub } from "./serve.ts";
export { startGithub } from "./state/seed/start.ts";
