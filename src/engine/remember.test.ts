import { expect, test } from "vitest";
import { remember } from "./remember.ts";

/** A remembering function, and the texts that it had to work on. */
function counted(charsMax: number, entriesMax: number): { of: (text: string) => string; worked: string[] } {
  const worked: string[] = [];
  const compute = (text: string): string => {
    worked.push(text);
    return `<${text}>`;
  };
  return { of: remember(compute, charsMax, entriesMax), worked };
}

test("works once on a text of at most charsMax, each time on longer ones", () => {
  const { of, worked } = counted(3, 10);
  expect(["abc", "abc", "abcd", "abcd"].map(of)).toEqual(["<abc>", "<abc>", "<abcd>", "<abcd>"]);
  expect(worked).toEqual(["abc", "abcd", "abcd"]);
});

test("forgets all when there is one past entriesMax", () => {
  const { of, worked } = counted(3, 2);
  for (const text of ["a", "b", "a", "b", "c", "a"]) of(text);
  expect(worked).toEqual(["a", "b", "c", "a"]);
});
