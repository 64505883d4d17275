import fc from "fast-check";
import { expect, test } from "vitest";
import { splitTools } from "./split-tools.ts";

test.each<[readonly string[], readonly string[]]>([
  [[], []],
  [[""], []],
  [[" , ,"], []],
  [["Read"], ["Read"]],
  [
    ["Read,Edit Write", "Bash"],
    ["Read", "Edit", "Write", "Bash"],
  ],
  [[",Read,, Write  Edit,"], ["Read", "Write", "Edit"]],
  [["Bash(git log:*, -n 5) Read"], ["Bash(git log:*, -n 5)", "Read"]],
  [["Foo(x)Read Write"], ["Foo(x)Read", "Write"]],
  [["Foo((x) Read"], ["Foo((x)", "Read"]],
  [["Foo(x)) Read"], ["Foo(x))", "Read"]],
  [["Foo(x Read"], ["Foo(x Read"]],
  [[")Read"], [")Read"]],
  [["Read\nWrite\tEdit"], ["Read\nWrite\tEdit"]],
])("%j", (words, names) => {
  expect(splitTools(words)).toEqual(names);
});

test("names and rules come back, whatever stands between them", () => {
  const name = fc.stringMatching(/^[A-Za-z_:*]{1,6}$/);
  const rule = fc
    .tuple(name, fc.stringMatching(/^[a-z ,:*./-]{0,8}$/))
    .map(([tool, inner]) => `${tool}(${inner})`);
  const between = fc.stringMatching(/^[ ,]{1,3}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.oneof(name, rule), between), { maxLength: 6 }), (parts) => {
      const names = parts.map(([one]) => one);
      expect(splitTools([parts.map((part) => part.join("")).join("")])).toEqual(names);
      expect(splitTools(names)).toEqual(names);
    }),
  );
});
