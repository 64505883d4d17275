import type { Effect } from "./effect.ts";

const tool = '[[commands]]\nrun = "tool **"\noptional = true\nreply = {}\n';
const allow = (more: string): string => `${tool}[[allow]]\nrule = "unmatched-call"\n${more}`;
const twoWrong = async ({ run, findings }: Parameters<Extract<Effect, { show: unknown }>["show"]>[0]) => {
  run(["other", "a"]);
  run(["other", "b"]);
  return findings();
};
const other = '[[commands]]\nrun = "other"\noptional = true\nreply = {}\n';

/** What the fields of a scenario file itself do. */
export const topLevel: Readonly<Record<string, Effect>> = {
  name: {
    toml: 'name = "release-bot"',
    show: async ({ world }) => (await world.verify()).scenario,
    is: "release-bot",
  },
  unknown_commands: {
    toml: `unknown_commands = "refuse"\n${tool}[[commands]]\nrun = "basename **"\npassthrough = true\n`,
    show: async ({ run, findings }) => [
      run(["tool"]).status,
      run(["basename", "/a/b"]).stdout,
      run(["dirname", "/a/b"]).status,
      await findings(),
    ],
    is: [0, "b\n", 127, ["unmatched-call"]],
  },
  include: {
    toml: 'include = ["base.toml"]',
    files: { "base.toml": '[[commands]]\nrun = "tool"\nreply = { stdout = "base" }\n' },
    show: ({ run }) => run(["tool"]).stdout,
    is: "base",
  },
  seed: {
    toml: 'seed = 7\n[[commands]]\nrun = "tool"\nreply = { template = true, stdout = "{{uuid}}" }\n',
    show: ({ run }) =>
      [run(["tool"]).stdout].map((id) => [id.length, id === "2d4f167f-21fc-42c6-abe9-0d069ae367a3"]),
    is: [[36, false]],
  },
  now: {
    toml: 'now = "2025-01-15T10:30:00+01:00"',
    show: ({ world }) => world.clock.now(),
    is: "2025-01-15T09:30:00.000Z",
  },
  in_order: {
    toml: 'in_order = ["a", "b"]\n[[commands]]\nname = "a"\nrun = "tool a"\nreply = {}\n[[commands]]\nname = "b"\nrun = "tool b"\nreply = {}\n',
    show: async ({ run, findings }) => {
      for (const word of ["b", "a"]) run(["tool", word]);
      return findings();
    },
    is: ["out-of-order"],
  },
  shared: {
    toml: 'shared = true\n[[commands]]\nrun = "tool"\nreply = {}\n',
    show: ({ findings }) => findings(),
    is: [],
  },
  env: {
    toml: '[env]\nCHANNEL = "beta"\n',
    show: ({ run }) => run(["sh", "-c", "echo $CHANNEL"]).stdout,
    is: "beta\n",
  },
  env_pass: {
    toml: 'env_pass = ["ONE_*"]',
    show: ({ run }) => run(["sh", "-c", "echo $ONE_TOKEN-$TWO_TOKEN"]).stdout,
    is: "one-\n",
  },
  allow: {
    toml: `${other}${allow('reason = "later"\n')}`,
    show: twoWrong,
    is: [],
  },
  "allow[].rule": {
    toml: `${other}[[allow]]\nrule = "BKL2001"\nreason = "later"\n`,
    show: twoWrong,
    is: [],
  },
  "allow[].at": {
    toml: `${other}${allow('at = "other ?"\nreason = "later"\n').replace(tool, "")}`,
    show: async (stage) => [await twoWrong(stage), stage.run(["other", "cc"]).status, await stage.findings()],
    is: [[], 127, ["unmatched-call"]],
  },
  "allow[].reason": {
    toml: `${other}${allow('reason = "added in sprint 14"\n')}`,
    show: async (stage) => {
      await twoWrong(stage);
      return (await stage.world.verify()).allowed.map(({ reason }) => reason);
    },
    is: ["added in sprint 14"],
  },
  "allow[].owner": {
    toml: allow('reason = "later"\nowner = "platform"\nexpires = "2020-01-01"\n'),
    refused: /Ask platform\./,
  },
  "allow[].expires": {
    toml: allow('reason = "later"\nexpires = "2020-01-01"\n'),
    refused: /expired-allow: the permission for unmatched-call ended on 2020-01-01/,
  },
};
