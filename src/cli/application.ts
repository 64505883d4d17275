import { buildApplication, buildRouteMap } from "@stricli/core";
import { version } from "../lot/index.ts";
import { runCommand } from "./commands/run.command.ts";

const routes = buildRouteMap({
  routes: { run: runCommand },
  docs: {
    brief: "Stands up the outside world of a program from one scenario file, and tells the truth about it",
  },
});

/** The whole command line. Each verb's work is loaded when it is used. */
export const application = buildApplication(routes, {
  name: "backlot",
  versionInfo: { currentVersion: version },
  scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
  documentation: { caseStyle: "convert-camel-to-kebab", disableAnsiColor: true },
});
