/** Every limit of the project in one place; each is tested at the limit and one past it. */
export const limits = {
  /** Bytes of one scenario file. */
  scenarioFileBytes: 4 * 1024 * 1024,
  /** Tables and lists inside each other in a scenario file. */
  scenarioDepth: 64,
  /** Values in one scenario file, aliases expanded. */
  scenarioNodes: 500_000,
  /** Characters of one string in TOML as written; the parser's own limit is not far above. */
  tomlStringChars: 100_000,
  /** Times one YAML file may use aliases. */
  yamlAliases: 100,
  /** Files a scenario may be joined from. */
  includedFiles: 64,
  /** Findings reported for one scenario before the rest is only counted. */
  findings: 200,
  /** Bytes of one file that a reply names. */
  replyFileBytes: 64 * 1024 * 1024,
  /** Characters of a regular expression. */
  regexChars: 1_000,
  /** Milliseconds one regular expression may run on one value. */
  regexMs: 50,
  /** Bytes of a request body that are read for matching and the journal. */
  bodyBytes: 64 * 1024 * 1024,
  /** Bytes of standard input read from one command. */
  stdinBytes: 64 * 1024 * 1024,
  /** Bytes of an HTTP request's head. */
  headBytes: 64 * 1024,
  /** Expectations in one world. */
  expectations: 20_000,
  /** Calls in one world. */
  calls: 1_000_000,
  /** Bytes of call records kept in a world's memory before they are written to its folder. */
  journalMemoryBytes: 16 * 1024 * 1024,
  /** Bytes of one body kept in a call record; longer ones are cut and marked. */
  recordBodyBytes: 1024 * 1024,
  /** Items one query returns. */
  queryPage: 1_000,
  /** Milliseconds without an acknowledgement after which a function handler's thread counts as blocked. */
  handlerAckMs: 5_000,
  /** Length of the accept queue of every listening socket. */
  listenBacklog: 4_096,
  /** Slots for commands that are under way at the same time. */
  shimSlots: 256,
} as const;
