import type { Effect } from "./effect.ts";

/** A matcher of an argument, with arguments that it takes and others that it does not. */
function matcher(toml: string, takes: readonly string[], leaves: readonly string[]): Effect {
  const words = [...takes, ...leaves];
  return {
    toml: `[[commands]]\ncommand = "tool"\nargs = [${toml}]\nreply = {}\n`,
    show: ({ run }) => words.map((word) => run(["tool", word]).status),
    is: words.map((_, index) => (index < takes.length ? 0 : 127)),
  };
}

/** What the fields of a matcher do. */
export const matchers: Readonly<Record<string, Effect>> = {
  "#matcher_table.equals": matcher('{ equals = "a" }', ["a"], ["A", "aa"]),
  "#matcher_table.contains": matcher('{ contains = "b" }', ["abc", "b"], ["ac"]),
  "#matcher_table.starts_with": matcher('{ starts_with = "a" }', ["ab"], ["ba"]),
  "#matcher_table.ends_with": matcher('{ ends_with = "a" }', ["ba"], ["ab"]),
  "#matcher_table.glob": matcher('{ glob = "v?.*" }', ["v1.2", "v1."], ["v12.0", "xv1.2"]),
  "#matcher_table.regex": matcher('{ regex = "^v\\\\d+$" }', ["v12"], ["v1x", "V1"]),
  "#regex_table.source": matcher('{ regex = { source = "b" } }', ["abc"], ["ac"]),
  "#regex_table.flags": matcher('{ regex = { source = "b", flags = "i" } }', ["aBc"], ["ac"]),
  "#matcher_table.any": matcher("{ any = true }", ["", "x"], []),
  "#matcher_table.one_of": matcher('{ one_of = ["a", { starts_with = "b" }] }', ["a", "bc"], ["c"]),
  "#matcher_table.includes": matcher('{ includes = "b" }', ["abc"], ["ac"]),
  "#matcher_table.json": matcher(
    '{ json = { a = { is = "number" }, b = ["x"] } }',
    ['{"b":["x"],"a":1,"c":2}'],
    ['{"a":"1","b":["x"]}', "nope"],
  ),
  "#matcher_table.not": matcher('{ not = "a" }', ["b"], ["a"]),
};
