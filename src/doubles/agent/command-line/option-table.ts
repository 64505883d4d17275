import type { ProfileName } from "../profile.ts";

/** An option of the real CLI, and what becomes of it here. */
export interface OptionRule {
  /** As it stands in messages: "-r, --resume [value]". */
  readonly flags: string;
  /** Its spellings; its values are kept under the last one. */
  readonly names: readonly [string, ...string[]];
  /** The last of its spellings. */
  readonly name: string;
  readonly argument: "none" | "needed" | "optional";
  /** Takes words until the next option. */
  readonly many: boolean;
  /** Whether the real one suggests it to who misspells it. */
  readonly listed: boolean;
  /** Ignored: accepted, but nothing changes. Refused: what it asks for is not simulated, and without it all else is wrong. */
  readonly effect: "simulated" | "ignored" | "refused";
  /** Of simulated ones, for the help page: what it is about, and what it does. */
  readonly group: string;
  readonly doc: string;
}

type Flags = readonly string[];

/** By what they are about, with what they do. */
const simulated: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "Prompt and output": {
    "-p, --print": "answer one prompt and end; implied where stdout is no terminal",
    "--output-format <format>": "text (default), json, or stream-json, which needs --verbose",
    "--input-format <format>": "text; stream-json is not simulated yet",
    "--verbose": "all messages in json; allows stream-json",
    "--include-partial-messages": "stream events; only with stream-json",
    "--replay-user-messages": "only with stream-json input",
    "--json-schema <schema>": "ask for structured output",
  },
  Sessions: {
    "-c, --continue": "go on with the newest session of this directory",
    "-r, --resume [value]": "go on with the session that has this id",
    "--fork-session": "go on in a copy of that session",
    "--session-id <uuid>": "the id of the new session",
    "--no-session-persistence": "keep no session",
  },
  "Model and limits": {
    "--model <model>": "the model that is reported; beats the scenario's",
    "--fallback-model <model>": "kept, never needed: no simulated model is busy",
    "--system-prompt <prompt>": "kept for whoever asks about the call",
    "--append-system-prompt <prompt>": "kept likewise",
    "--max-turns <turns>": "stop after so many rounds",
    "--max-budget-usd <amount>": "stop when the tokens of the answers cost more",
  },
  "Tools and permissions": {
    "--tools <tools...>": 'the tools that there are; "" for none, default for all',
    "--allowedTools, --allowed-tools <tools...>":
      "names and rules, as Bash(git log:*), between commas or spaces",
    "--disallowedTools, --disallowed-tools <tools...>": "likewise",
    "--permission-mode <mode>": "beats the scenario's",
    "--dangerously-skip-permissions": "ask nobody",
    "--add-dir <directories...>": "more directories that tools may use",
  },
  Surroundings: {
    "--settings <file-or-json>": "more settings",
    "--setting-sources <sources>": "user, project, local, between commas",
    "--cwd <directory>": "the working directory that is reported; backlot's own option",
  },
  "The program itself": {
    "-v, --version": "tell the version that it behaves as",
  },
};

/** Simulated ones that the real one has, but does not tell of. */
const simulatedQuietly: ReadonlySet<string> = new Set(["--max-turns <turns>", "--cwd <directory>"]);

const ignored: Flags = [
  "--agent <agent>",
  "--allow-dangerously-skip-permissions",
  "--betas <betas...>",
  "--chrome",
  "--no-chrome",
  "-d, --debug [filter]",
  "--debug-file <path>",
  "--disable-slash-commands",
  "--file <specs...>",
  "--ide",
  "--mcp-config <configs...>",
  "--strict-mcp-config",
];

const ignoredQuietly: Flags = [
  "--agent-color <color>",
  "--agent-id <id>",
  "--agent-name <name>",
  "--agent-type <type>",
  "--append-system-prompt-file <file>",
  "-d2e, --debug-to-stderr",
  "--enable-auth-status",
  "--init",
  "--maintenance",
  "--max-thinking-tokens <tokens>",
  "--parent-session-id <id>",
  "--permission-prompt-tool <tool>",
  "--plan-mode-required",
  "--system-prompt-file <file>",
  "--team-name <name>",
  "--teammate-mode <mode>",
];

const refused: Flags = ["--from-pr [value]"];

const refusedQuietly: Flags = [
  "--init-only",
  "--remote [description]",
  "--resume-session-at <message id>",
  "--rewind-files <user-message-id>",
  "--sdk-url <url>",
];

/** What only one profile has. */
const apart: Readonly<
  Record<ProfileName, Readonly<Record<"ignored" | "refused" | "ignoredQuietly" | "refusedQuietly", Flags>>>
> = {
  classic: {
    ignored: ["--agents <json>", "--mcp-debug", "--plugin-dir <paths...>"],
    refused: [],
    ignoredQuietly: [],
    refusedQuietly: ["--teleport [session]"],
  },
  current: {
    ignored: [
      "--agents <json-or-file>",
      "--autocompact <auto|tokens>",
      "--ax-screen-reader",
      "--bare",
      "--brief",
      "--effort <level>",
      "--exclude-dynamic-system-prompt-sections",
      "--forward-subagent-text",
      "--include-hook-events",
      "-n, --name <name>",
      "--permission-prompts <target>",
      "--plugin-dir <path>",
      "--plugin-url <url>",
      "--prompt-suggestions [value]",
      "--remote-control-session-name-prefix <prefix>",
      "--restricted",
      "--safe-mode",
      "--system-prompt-snapshot <on|off>",
    ],
    refused: [
      "--bg, --background",
      "--cloud [description|session_id|url]",
      "--desktop",
      "--environment <environment_id>",
      "--remote-control [name]",
      "--teleport [session]",
      "--tmux",
      "-w, --worktree [name]",
    ],
    ignoredQuietly: [
      "--advisor <model>",
      "--await-initialize",
      "--channels <servers...>",
      "--dangerously-load-development-channels <servers...>",
      "--initialize-fields <names>",
      "--managed-settings <json>",
      "--plugin-dir-no-mcp <path>",
      "--prefill <text>",
      "--project-config-root <dir>",
      "--session-mirror",
      "--task-budget <tokens>",
      "--thinking <mode>",
      "--thinking-display <display>",
      "--workload <tag>",
    ],
    refusedQuietly: ["--resume-drops-turn <message id>"],
  },
};

function ruleOf(flags: string, more: Partial<OptionRule> & Pick<OptionRule, "effect">): OptionRule {
  const names = flags.split(/[ ,]+/).filter((word) => word.startsWith("-")) as [string, ...string[]];
  const argument = flags.includes("<") ? "needed" : flags.includes("[") ? "optional" : "none";
  const many = flags.includes("...");
  return {
    flags,
    names,
    name: names.at(-1) as string,
    argument,
    many,
    listed: true,
    group: "",
    doc: "",
    ...more,
  };
}

const simulatedRules: readonly OptionRule[] = Object.entries(simulated).flatMap(([group, docs]) =>
  Object.entries(docs).map(([flags, doc]) =>
    ruleOf(flags, { effect: "simulated", group, doc, listed: !simulatedQuietly.has(flags) }),
  ),
);

function rulesOf(profile: ProfileName): readonly OptionRule[] {
  const only = apart[profile];
  const rules = (
    effect: "ignored" | "refused",
    listed: boolean,
    ...lists: readonly Flags[]
  ): readonly OptionRule[] => lists.flat().map((flags) => ruleOf(flags, { effect, listed }));
  return [
    ...simulatedRules,
    ...rules("ignored", true, ignored, only.ignored),
    ...rules("ignored", false, ignoredQuietly, only.ignoredQuietly),
    ...rules("refused", true, refused, only.refused),
    ...rules("refused", false, refusedQuietly, only.refusedQuietly),
  ];
}

/** The options that a profile has: measured, as messages and the completion of long names tell them. */
export const optionTable: Readonly<Record<ProfileName, readonly OptionRule[]>> = {
  classic: rulesOf("classic"),
  current: rulesOf("current"),
};

const byName: Readonly<Record<ProfileName, ReadonlyMap<string, OptionRule>>> = {
  classic: mapOf(optionTable.classic),
  current: mapOf(optionTable.current),
};

function mapOf(rules: readonly OptionRule[]): ReadonlyMap<string, OptionRule> {
  return new Map(rules.flatMap((rule) => rule.names.map((name) => [name, rule] as const)));
}

/** The option with a name. @example findOption("classic", "-p")?.name // "--print" */
export function findOption(profile: ProfileName, name: string): OptionRule | undefined {
  return byName[profile].get(name);
}

/** First words that make the real one do something else than to converse. */
export const subcommands: Readonly<Record<ProfileName, readonly string[]>> = {
  classic: ["doctor", "install", "mcp", "plugin", "setup-token", "update"],
  current: [
    "agents",
    "attach",
    "auth",
    "auto-mode",
    "doctor",
    "gateway",
    "import",
    "install",
    "kill",
    "logs",
    "mcp",
    "plugin",
    "plugins",
    "purge",
    "remote-control",
    "respawn",
    "rm",
    "setup-token",
    "stop",
    "ultrareview",
    "update",
    "upgrade",
  ],
};
