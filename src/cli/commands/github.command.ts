import { buildRouteMap } from "@stricli/core";
import { githubCoverage } from "./github-coverage.command.ts";
import { githubExport } from "./github-export.command.ts";

/** `backlot github coverage` and `backlot github export`. */
export const github = buildRouteMap({
  routes: { coverage: githubCoverage, export: githubExport },
  docs: {
    brief: "Tell what the simulated GitHub answers, and write it for other simulators",
    fullDescription:
      "GitHub is simulated by a scenario's [github]. What of its API keeps state, what gets an answer made\n" +
      "from its published description, and what is refused, is told by coverage. An export is what simulacat\n" +
      "and backlot itself read.",
  },
});
