import { calls } from "./commands/calls.command.ts";
import { check } from "./commands/check.command.ts";
import { claude } from "./commands/claude.command.ts";
import { close } from "./commands/close.command.ts";
import { completion } from "./commands/completion.command.ts";
import { contract } from "./commands/contract.command.ts";
import { drift } from "./commands/drift.command.ts";
import { explain } from "./commands/explain.command.ts";
import { fix } from "./commands/fix.command.ts";
import { generateTest } from "./commands/generate-test.command.ts";
import { github } from "./commands/github.command.ts";
import { init } from "./commands/init.command.ts";
import { open } from "./commands/open.command.ts";
import { record } from "./commands/record.command.ts";
import { replay } from "./commands/replay.command.ts";
import { run } from "./commands/run.command.ts";
import { schema } from "./commands/schema.command.ts";
import { scrub } from "./commands/scrub.command.ts";
import { serve } from "./commands/serve.command.ts";

/** Every verb. Its work is loaded when it is used. */
export const verbs = {
  run,
  open,
  close,
  serve,
  claude,
  record,
  replay,
  scrub,
  "generate-test": generateTest,
  init,
  check,
  schema,
  calls,
  drift,
  fix,
  contract,
  github,
  explain,
  completion,
};

/** The name of a verb. */
export type VerbName = keyof typeof verbs;

/** Verbs as the help groups them, each with its most useful example. */
export const verbGroups: readonly {
  readonly title: string;
  readonly verbs: readonly (readonly [name: VerbName, example: string])[];
}[] = [
  {
    title: "Run programs in a world",
    verbs: [
      ["run", "run -- npm test"],
      ["open", 'eval "$(backlot open)"'],
      ["close", "close"],
      ["serve", "serve -s team.toml"],
      ["claude", 'claude --scenario agent.toml -p "Fix the tests"'],
    ],
  },
  {
    title: "Record commands",
    verbs: [
      ["record", "record --output fixtures/release.json -- ./release.sh"],
      ["replay", "replay fixtures/release.json -- ./release.sh"],
      ["scrub", "scrub fixtures/git.json"],
      ["generate-test", "generate-test fixtures/release.json --runner node -o release.test.mjs"],
    ],
  },
  {
    title: "Write a scenario",
    verbs: [
      ["init", "init"],
      ["check", "check"],
      ["fix", "fix --write"],
      ["schema", "schema --output schema.json"],
    ],
  },
  {
    title: "Understand what happened",
    verbs: [
      ["calls", "calls --outcome refused"],
      ["explain", "explain BKL2001"],
      ["drift", "drift"],
      ["contract", "contract diff HEAD:api.yaml api.yaml"],
      ["github", "github coverage"],
    ],
  },
  { title: "Shell", verbs: [["completion", 'eval "$(backlot completion bash)"']] },
];

/**
 * The verbs that may stand at the end of a command line, and the words before them: some verbs have verbs below.
 * @example verbsAfter(["contract", "lokc"]) // { before: ["contract"], names: ["lock", "diff"] }
 */
export function verbsAfter(words: readonly string[]): {
  readonly before: readonly string[];
  readonly names: readonly string[];
} {
  const [first = ""] = words;
  const target = Object.hasOwn(verbs, first) ? verbs[first as VerbName] : undefined;
  if (target === undefined || !("getAllEntries" in target)) return { before: [], names: Object.keys(verbs) };
  return { before: [first], names: target.getAllEntries().map(({ name }) => name.original) };
}
