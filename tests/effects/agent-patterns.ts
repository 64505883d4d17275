import { pattern } from "./agent.ts";
import type { Effect } from "./effect.ts";

/** What the fields of a pattern of an agent do. */
export const agentPatterns: Readonly<Record<string, Effect>> = {
  "#agent_pattern_table.type": pattern('{ type = "any" }', ["a", "b"], []),
  "#agent_pattern_table.text": pattern('{ type = "exact", text = "a" }', ["a"], ["ab"]),
  "#agent_pattern_table.pattern": pattern(
    '{ type = "regex", pattern = "(?i)fix.*bug" }',
    ["Fix that BUG!"],
    ["fix"],
  ),
  "#agent_pattern_table.equals": pattern('{ equals = "a" }', ["a"], ["A", "aa"]),
  "#agent_pattern_table.contains": pattern('{ contains = "b" }', ["abc", "b"], ["ac"]),
  "#agent_pattern_table.starts_with": pattern('{ starts_with = "a" }', ["ab"], ["ba"]),
  "#agent_pattern_table.ends_with": pattern('{ ends_with = "a" }', ["ba"], ["ab"]),
  "#agent_pattern_table.glob": pattern('{ glob = "v?.*" }', ["v1.2", "v1."], ["v12.0", "xv1.2"]),
  "#agent_pattern_table.regex": pattern('{ regex = "^v\\\\d+$" }', ["v12"], ["v1x", "V1"]),
  "#agent_pattern_table.any": pattern("{ any = true }", ["x"], []),
  "#agent_pattern_table.one_of": pattern('{ one_of = ["a", { starts_with = "b" }] }', ["a", "bc"], ["c"]),
  "#agent_pattern_table.includes": pattern('{ includes = "b" }', ["abc"], ["ac"]),
  "#agent_pattern_table.json": pattern(
    '{ json = { a = { is = "number" }, b = ["x"] } }',
    ['{"b":["x"],"a":1,"c":2}'],
    ['{"a":"1","b":["x"]}', "nope"],
  ),
  "#agent_pattern_table.not": pattern('{ not = "a" }', ["b"], ["a"]),
};
