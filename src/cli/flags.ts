/** Flags that several commands share, so that they read the same everywhere. */

export const scenarioFlag = {
  kind: "parsed",
  parse: String,
  brief: "Scenario file; repeatable. Absent: the nearest backlot.{toml,yaml,yml,json}",
  placeholder: "FILE",
  optional: true,
  variadic: true,
} as const;

/** For verbs that take several scenarios: these files are one. */
export const joinedScenarioFlag = {
  ...scenarioFlag,
  brief: "File of one scenario that several are joined to, as in run -s a -s b",
} as const;

/** Positional arguments of verbs that judge scenarios. */
export const scenarioFiles = {
  kind: "array",
  parameter: {
    brief: "Scenario files, each a scenario of its own; absent: the nearest one",
    parse: String,
    placeholder: "file",
    proposeCompletions: (): string[] => [],
  },
} as const;

/** Journals, for all verbs that judge them. */
export const journalFlag = {
  kind: "parsed",
  parse: String,
  brief: "Journal, or a folder of them (*.ndjson); repeatable. Absent: the run around it, or the last one",
  placeholder: "FILE|FOLDER",
  optional: true,
  variadic: true,
} as const;

export const reportFlag = {
  kind: "parsed",
  parse: String,
  proposeCompletions: (partial: string) =>
    ["text", "json", "junit", "github"].filter((one) => one.startsWith(partial)),
  brief: "text, json, junit or github, to standard error or =FILE; repeatable",
  placeholder: "FORMAT[=FILE]",
  optional: true,
  variadic: true,
} as const;

export const seedFlag = {
  kind: "parsed",
  parse: String,
  brief: "Seed of ids and randomness; beats the scenario",
  placeholder: "N",
  optional: true,
} as const;

export const nowFlag = {
  kind: "parsed",
  parse: String,
  brief: "Where the world's clock starts (RFC 3339 with offset); beats the scenario",
  placeholder: "TIME",
  optional: true,
} as const;

export const recordFlag = {
  kind: "parsed",
  parse: (text: string) => (text === "" ? "once" : text),
  inferEmpty: true,
  proposeCompletions: (partial: string) => ["once", "new", "all"].filter((one) => one.startsWith(partial)),
  brief: "Record fixtures: once (without a file yet), new (what is not in them), all (again)",
  placeholder: "once|new|all",
  optional: true,
} as const;

export const allowCodeFlag = {
  kind: "boolean",
  brief: "Let doubles run programs, where the scenario asks for it: live tools of agents",
  optional: true,
  withNegated: false,
} as const;

export const rulesFlag = {
  kind: "parsed",
  parse: String,
  brief: "File with rules of your own: [[rules]] with pattern, replacement, applied_to, description",
  placeholder: "FILE",
  optional: true,
} as const;

export const printFlag = {
  kind: "parsed",
  parse: String,
  proposeCompletions: (partial: string) => ["sh", "json"].filter((one) => one.startsWith(partial)),
  brief: "How variables are printed: sh (lines for eval) or json",
  placeholder: "FORMAT",
  optional: true,
} as const;
