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
  /** Bytes of one contract: an OpenAPI document or a models file. */
  contractFileBytes: 32 * 1024 * 1024,
  /** Bytes of one contract in YAML, whose parser needs fifty times as much memory. */
  contractYamlBytes: 12 * 1024 * 1024,
  /** Objects and lists inside each other in a contract. */
  contractDepth: 200,
  /** Values in one contract, aliases expanded. */
  contractNodes: 4_000_000,
  /** Times one contract in YAML may use aliases. */
  contractAliases: 10_000,
  /** References of a contract that lead from one to the next. */
  contractReferences: 100,
  /** Schemas of two contracts that are compared with each other. */
  contractSchemaPairs: 80_000,
  /** Files a scenario may be joined from. */
  includedFiles: 64,
  /** Findings reported for one scenario before the rest is only counted. */
  findings: 200,
  /** Bytes of one file that a reply names. */
  replyFileBytes: 64 * 1024 * 1024,
  /** Files of one repository of a simulated GitHub that a scenario gives it, and folders that they are read from. */
  githubFiles: 5_000,
  /** Branches that a scenario gives one such repository; as many tags. */
  githubBranches: 1_000,
  /** Commits that a scenario gives one such repository. */
  githubCommits: 2_000,
  /** Bytes of the files of one such repository. */
  githubFileBytes: 32 * 1024 * 1024,
  /** Characters of everything that one simulated GitHub holds: a program's writes past it are refused. */
  githubChars: 128 * 1024 * 1024,
  /** States of one simulated GitHub that are kept by name. */
  githubSnapshots: 1_000,
  /** Characters of a regular expression. */
  regexChars: 1_000,
  /** Milliseconds one regular expression may run on one value. */
  regexMs: 50,
  /** Milliseconds one scrubbing rule may run on one text of a recording. */
  scrubbingRuleMs: 2_000,
  /** Scrubbing rules in one file. */
  scrubbingRules: 1_000,
  /** Bytes of a request body that are read for matching and the journal. */
  bodyBytes: 64 * 1024 * 1024,
  /** Bytes of standard input read from one command. */
  stdinBytes: 64 * 1024 * 1024,
  /** Bytes of an HTTP request's head: target, header names and values. */
  headBytes: 64 * 1024,
  /** Expectations in one world. */
  expectations: 20_000,
  /** Things that happen by themselves because of one call. */
  transitions: 100,
  /** Items that one resource of a service keeps. */
  resourceItems: 10_000,
  /** Fields of one item of a resource. */
  resourceFields: 10_000,
  /** Bytes of the items of one resource, as JSON. */
  resourceBytes: 16 * 1024 * 1024,
  /** Calls in one world. */
  calls: 1_000_000,
  /** Bytes of call records kept in a world's memory before they are written to its folder. */
  journalMemoryBytes: 8 * 1024 * 1024,
  /** Bytes of one body kept in a call record; longer ones are cut and marked. */
  recordBodyBytes: 1024 * 1024,
  /** Bytes of one journal file. */
  journalFileBytes: 512 * 1024 * 1024,
  /** Bytes of one line of a journal: two bodies, each six times as long where all of it is escaped. */
  journalLineBytes: 16 * 1024 * 1024,
  /** Lines of one journal. */
  journalLines: 2_000_000,
  /** Stubs of all worlds of one journal, each counted for every world that has it. */
  journalWorldStubs: 2_000_000,
  /** Scenarios that the worlds of journals may name to the gate. */
  journaledScenarios: 1_000,
  /** Items one query returns. */
  queryPage: 1_000,
  /** Milliseconds without an acknowledgement after which a function handler's thread counts as blocked. */
  handlerAckMs: 5_000,
  /** Bytes of one request to the control plane. */
  controlBodyBytes: 64 * 1024,
  /** Bytes of one settings file of an agent. */
  agentSettingsBytes: 1024 * 1024,
  /** Permission rules of one kind (allow, deny, ask) that are taken from one source of an agent's settings. */
  permissionRules: 5_000,
  /** Characters of one permission rule. */
  permissionRuleChars: 1_000,
  /** Characters of a shell command that permission rules are tried on. */
  shellLineChars: 2 * 1024 * 1024,
  /** Commands in one such shell command. */
  shellCommands: 1_000,
  /** Words in one. */
  shellWords: 10_000,
  /** Substitutions and subshells inside each other in one. */
  shellDepth: 50,
  /** Length of the accept queue of every listening socket. */
  listenBacklog: 4_096,
  /** Connections open at the same time to one service. */
  serverSockets: 10_000,
  /** Milliseconds between looks at a client that sends no more while a call of its is open. */
  peerCheckMs: 250,
  /** Milliseconds such a client is waited for where the system can't say whether it is still there. */
  halfClosedMs: 1_000,
  /** Milliseconds a client has to read what was written before its connection is reset. */
  resetPauseMs: 20,
  /** Bytes of output of one git command that a double runs. */
  gitOutputBytes: 64 * 1024 * 1024,
  /** Milliseconds one git command of a double may take. */
  gitMs: 60_000,
  /** Git commands of one world that run at the same time. */
  gitProcesses: 8,
  /** Slots for commands that are under way at the same time. */
  shimSlots: 256,
  /** Characters of a path in a data file. */
  pathChars: 4_096,
  /** Folders or temporary files of ended processes that one start removes. */
  sweptFolders: 200,
  /** Milliseconds after which a sweep leaves the rest to the next start. */
  sweepMs: 1_000,
  /** Folders looked at upwards for a scenario file or the project's root. */
  foldersUpwards: 64,
  /** Real programs started through their doubles inside each other. */
  passthroughDepth: 32,
  /** Findings that one baseline holds. */
  baselineFindings: 20_000,
  /** Bytes of one session file of an agent that is resumed, and of all that one index of sessions is made from. */
  agentSessionBytes: 64 * 1024 * 1024,
  /** Files and folders below the sessions of an agent's project that are looked at. */
  agentSessionFiles: 10_000,
  /** Sessions that the index of a project lists. */
  agentIndexedSessions: 100,
  /** Bytes of one fixture file. */
  fixtureFileBytes: 256 * 1024 * 1024,
  /** Recordings in one fixture. */
  fixtureRecordings: 100_000,
  /** Bytes of one stream that are kept of one recorded run. */
  recordedStreamBytes: 64 * 1024 * 1024,
  /** Bytes of one report of tests or of a type checker. */
  reportFileBytes: 64 * 1024 * 1024,
  /** Elements inside each other in a report of tests. */
  reportDepth: 100,
  /** Elements in one report of tests. */
  reportElements: 500_000,
  /** Attributes of one element in a report of tests. */
  reportAttributes: 100,
  /** Tests in one report. */
  reportTests: 200_000,
  /** Characters kept of what one failed test said. */
  reportFailureChars: 64 * 1024,
  /** Errors in one report of a type checker. */
  typeErrors: 100_000,
  /** Bytes of test files that are read to see what their tests walk through. */
  testSourceBytes: 16 * 1024 * 1024,
  /** Schemas inside each other in one schema, references not followed. */
  schemaDepth: 100,
  /** Schemas that one validator is made of, those it refers to included. */
  schemaNodes: 200_000,
  /** Tables and lists inside each other in a value that is checked with a schema. */
  checkedDepth: 500,
  /** Lists and objects inside each other in a large JSON text that is parsed to be matched. */
  parsedDepth: 1_000_000,
  /** Values in a body of which all problems are told; of a larger one the first. */
  checkedNodes: 100_000,
  /** References and items that one check follows: schemas may multiply each other. */
  schemaSteps: 2_000_000,
  /** Rules of one agent scenario. */
  agentRules: 2_000,
  /** Conversations of one agent scenario. */
  agentConversations: 500,
  /** Turns of one rule or conversation of an agent scenario. */
  agentTurns: 500,
  /** Steps of one response after its tools, and what one of them expects. */
  agentSteps: 100,
  /** Tools that one message of an agent calls. */
  agentToolCalls: 100,
  /** Tools that an agent scenario says something of. */
  agentTools: 500,
  /** Characters of one text that an agent says, or that comes of a tool. */
  agentTextChars: 1024 * 1024,
  /** Bytes of one file that a tool's input takes. */
  agentInputBytes: 1024 * 1024,
  /** Problems told of one value. */
  violations: 100,
  /** Bytes of standard input that a simulated agent takes into its prompt; those of the real one. */
  agentPromptBytes: 10 * 1024 * 1024,
  /** Folders inside each other in a folder that a double lists or removes. */
  folderDepth: 128,
  /** Bytes of one file that the tools of a simulated agent read or write. */
  agentFileBytes: 4 * 1024 * 1024,
  /** Bytes of a file that its tool Read reads without being told which lines; the real one's limit. */
  agentReadBytes: 256 * 1024,
  /** Lines that it reads unless told how many, and characters that it reads of one. */
  agentReadLines: 2_000,
  agentLineChars: 2_000,
  /** Files and folders that its tools look through. */
  agentListedFiles: 10_000,
  /** Files that its tool Glob tells. */
  agentGlobFiles: 100,
  /** Ways that the braces of one glob may be read. */
  agentGlobWays: 64,
  /** Lines and bytes that its tool Grep looks at in one call. */
  agentGrepLines: 100_000,
  agentGrepBytes: 32 * 1024 * 1024,
  /** Characters of output that its tools Bash and Grep tell the model. */
  agentOutputChars: 30_000,
  /** Characters of one simulated command line, commands and words in it, and bytes that these read. */
  agentCommandChars: 64 * 1024,
  agentCommands: 100,
  agentWords: 1_000,
  agentCommandBytes: 16 * 1024 * 1024,
  /** Milliseconds that one real command of an agent may ask for. */
  agentProgramMs: 600_000,
  /** Bytes of each stream that are kept of it. */
  agentProgramBytes: 1024 * 1024,
  /** Characters of one prompt that is typed at a simulated terminal; what is typed past them is dropped. */
  typedPromptChars: 4 * 1024 * 1024,
  /** Prompts of one simulated terminal that wait for their turn, and as many that its arrow keys bring back. */
  typedPrompts: 100,
  /** Parts of a conversation that a simulated terminal draws again when its size changes. */
  redrawnParts: 1_000,
  /** Bytes of one key's sequence on a terminal; a longer one is no key. */
  keySequenceBytes: 64,
} as const;
