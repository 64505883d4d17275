/** All of the double that a world without a GitHub does not need: one file, since each that is loaded takes its time. */
export { decideGithub } from "./decide.ts";
export { loadPublished } from "./published/index.ts";
export { exportState } from "./interchange/export-state.ts";
export { githubReading } from "./schema/read-github.ts";
export { githubQueries } from "./queries.ts";
export { renderCoverage } from "./render-coverage.ts";
export { reduceGithub } from "./state/state.ts";
export { serveGithub } from "./serve.ts";
export { startGithub } from "./state/seed/start.ts";
