import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { reportFlag, joinedScenarioFlag, scenarioFiles, journalFlag } from "../flags.ts";
import type { DriftFlags } from "./drift.ts";

const formats = ["text", "json", "sarif", "junit", "github"] as const;

/** `backlot drift [FILE...]`. */
export const drift = buildCommand<DriftFlags, string[], CliContext>({
  loader: async () => (await import("./drift.ts")).drift,
  parameters: {
    flags: {
      scenario: joinedScenarioFlag,
      journal: journalFlag,
      junit: {
        kind: "parsed",
        parse: String,
        brief: "Report of the tests in JUnit's XML (vitest, pytest, jest-junit, node:test); repeatable",
        placeholder: "FILE",
        optional: true,
        variadic: true,
      },
      types: {
        kind: "parsed",
        parse: String,
        brief: "What tsc or pyright wrote, as text or --outputjson; repeatable",
        placeholder: "FILE",
        optional: true,
        variadic: true,
      },
      stage: {
        kind: "parsed",
        parse: String,
        brief: "The last stage of [drift.refresh] that is done; absent: all are",
        placeholder: "NAME",
        optional: true,
      },
      frozen: {
        kind: "boolean",
        default: false,
        brief: "A contract that is not as the lock file has it is an error",
      },
      freeze: {
        kind: "boolean",
        default: false,
        brief: "Write the baseline: all findings the first time, later only what is left of them",
      },
      catalogue: {
        kind: "parsed",
        parse: (text: string) => (text === "" ? "text" : text),
        inferEmpty: true,
        proposeCompletions: (partial: string) =>
          ["text", "markdown", "json"].filter((one) => one.startsWith(partial)),
        brief:
          "Instead of the report, every operation: what it rests on, its fields, callers and stubs (text, markdown, json)",
        placeholder: "text|markdown|json",
        optional: true,
      },
      report: {
        ...reportFlag,
        proposeCompletions: (partial: string) => formats.filter((one) => one.startsWith(partial)),
        brief: "text, json, sarif, junit or github, to standard output or =FILE; repeatable",
      },
      verbose: { kind: "boolean", default: false, brief: "Also every test, site and frozen finding" },
    },
    positional: scenarioFiles,
    aliases: { s: "scenario", r: "report", v: "verbose" },
  },
  docs: {
    brief: "Hold stubs and the calls of test runs against the services' contracts",
    fullDescription:
      "Holds every stub and every call of the journals against the contracts and models that services name:\n" +
      "what has no stub, what the service never had, stubs that nothing calls, bodies without fields, wrong\n" +
      "requests. Runs nothing: the journals are those of the run around it (BACKLOT_RUN), of the last\n" +
      "backlot run, or of --journal.\n" +
      "Exits with 0 when it is clean, 1 when there are findings that [drift] fail_on names (errors, if it says\n" +
      "nothing), 2 when a scenario, contract, journal or baseline is wrong, 3 when evidence is missing. A catalogue\n" +
      "alone fails nothing; with --report beside it the report says how it ends.",
    customUsage: [
      "[FILE]... [-s FILE]... [--journal FILE|FOLDER]... [--junit FILE]... [--types FILE]... [--stage NAME] [--freeze] [--frozen] [--catalogue[=FORMAT]] [-v] [--report FORMAT[=FILE]]...",
      { input: "", brief: "the nearest backlot.toml and the last run" },
      { input: "--journal reports/respx.ndjson", brief: "what other test doubles saw" },
      { input: "--junit junit.xml --types types.txt", brief: "also tests and types against what is frozen" },
      { input: "--freeze", brief: "what there is now fails nothing, and may only become fewer" },
      {
        input: "--catalogue=markdown",
        brief: "what every operation rests on, and what is to be done about it",
      },
      { input: "--report text --report sarif=drift.sarif", brief: "for people and for code scanning" },
    ],
  },
});
