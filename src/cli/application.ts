import { buildApplication, buildRouteMap, text_en } from "@stricli/core";
import { version } from "../lot/index.ts";
import { verbs } from "./verbs.ts";

/** What was wrong with a command line, as the scanner found it. */
export type UsageProblem =
  | { readonly kind: "verb"; readonly input: string }
  | { readonly kind: "arguments"; readonly error: unknown }
  | { readonly kind: "fault"; readonly error: unknown };

/**
 * The whole command line.
 * @param tell gets what is wrong; the scanner's own words are thrown away by the caller
 */
export function buildCommandLine(tell: (problem: UsageProblem) => void) {
  const told = (problem: UsageProblem): string => {
    tell(problem);
    return "";
  };
  const fault = (error: unknown): string => told({ kind: "fault", error });
  const routes = buildRouteMap({ routes: verbs, docs: { brief: "Stands in for what is outside a program" } });
  return buildApplication(routes, {
    name: "backlot",
    versionInfo: { currentVersion: version },
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    documentation: { caseStyle: "convert-camel-to-kebab", disableAnsiColor: true },
    localization: {
      text: {
        ...text_en,
        noCommandRegisteredForInput: ({ input }) => told({ kind: "verb", input }),
        exceptionWhileParsingArguments: (error) => told({ kind: "arguments", error }),
        exceptionWhileLoadingCommandFunction: fault,
        exceptionWhileLoadingCommandContext: fault,
        exceptionWhileRunningCommand: fault,
        commandErrorResult: fault,
      },
    },
  });
}
