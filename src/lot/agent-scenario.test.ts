import { expect, test } from "vitest";
import { isAgentScenario } from "../dialogue/index.ts";
import { parseInput, scenarioSchema } from "../scenario/index.ts";
import { sections } from "./doubles.ts";

test("no field of a world's file makes it an agent's, whatever fell into it", () => {
  const fields = Object.keys(scenarioSchema(sections)["properties"] as object).filter(
    (name) => name !== "name",
  );
  const taken = fields.filter((name) => {
    const key = name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const { tree } = parseInput({ [key]: [], responses: [] });
    return tree === null || isAgentScenario(tree);
  });
  expect(fields).toContain("agents");
  expect(taken).toEqual([]);
});
