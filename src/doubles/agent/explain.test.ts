import { expect, test } from "vitest";
import { sampleAgent } from "../../../tests/samples/agent.ts";

test.each<[args: readonly string[], stdin: string | undefined, pattern: string]>([
  [["-p", 'say "hello"', "--output-format", "json"], undefined, '{ contains = "say \\"hello\\"" }'],
  [["-p"], "piped\n", '{ contains = "piped\\n" }'],
  [["-p", "explain"], "a file", '{ contains = "explain\\na file" }'],
])("the rule that would answer %j is one of its prompt, not of its flags", async (args, stdin, pattern) => {
  const { claude, world } = await sampleAgent("[agents.claude]");
  await claude(args, stdin === undefined ? {} : { stdin });
  expect(world.calls().map((record) => world.suggest(record))).toEqual([
    `[[agents.claude.responses]]\npattern = ${pattern}\nresponse = ""\n`,
  ]);
});

test("where no prompt can be told, the rule takes any", async () => {
  const { claude, world } = await sampleAgent("[agents.claude]");
  await claude(["--nope"]);
  await claude(["-p"], { stdin: " " });
  expect(world.calls().map((record) => world.suggest(record))).toEqual(
    [1, 2].map(() => '[[agents.claude.responses]]\npattern = { type = "any" }\nresponse = ""\n'),
  );
});
