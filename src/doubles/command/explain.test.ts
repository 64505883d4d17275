import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrivalOf, commandHead } from "../../../tests/samples/calls.ts";
import { served, worldOf } from "../../../tests/samples/world.ts";

async function suggestion(...words: string[]): Promise<string> {
  const world = await worldOf("");
  return world.suggest(await served(world, arrivalOf(commandHead(words))));
}

describe("the expectation to paste", () => {
  test.each([
    [["git", "push", "--tags"], 'run = "git push --tags"'],
    [["git", "commit", "-m", "It's *done*"], String.raw`run = "git commit -m 'It'\\''s *done*'"`],
    [["tool", ""], "run = \"tool ''\""],
    [["tool", "a\nb"], 'command = "tool"\nargs = ["a\\nb"]'],
    [["tool", "\udcff*a"], 'command = "tool"\nargs = [{ glob = "??a" }]'],
    [["curl", "--user=me:<redacted>", "<redacted>"], 'run = "curl --user=me:* *"'],
    [["tool", "<redacted><redacted>*"], "run = \"tool *'*'\""],
    [["tool", "\n<redacted>*"], 'command = "tool"\nargs = [{ glob = "\\n*?" }]'],
    [["tool", "\u007f"], 'command = "tool"\nargs = ["\\u007f"]'],
  ])("of %j", async (words, match) => {
    const text = await suggestion(...words);
    expect(text).toBe(`[[commands]]\n${match}\nreply = { stdout = "" }\n`);
    await expect(worldOf(text)).resolves.toBeDefined();
  });

  test("of a command whose name no file can hold is empty", async () => {
    expect(await suggestion("to\udcffol")).toBe("");
  });

  const special = fc.constantFrom(
    "*",
    "**",
    "'",
    '"',
    "\\",
    "\n",
    "\t",
    "$",
    "`",
    "~",
    "#",
    "",
    " ",
    "?",
    "=",
    "\u007f",
    "\u0085",
    "\udcff",
    "\udc80x",
    "ü",
    "🎬",
    "-",
    "--",
    "{{call}}",
    "'''",
    '"""',
  );
  const word = fc.oneof(
    special,
    fc.string({ unit: "binary", maxLength: 6 }),
    fc.array(special, { maxLength: 4 }).map((parts) => parts.join("")),
  );
  // A program's arguments hold no zero bytes, and bytes that are no text only as the upper halves of pairs.
  const argument = word.map((text) =>
    text
      .replaceAll("\0", "")
      .replaceAll(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udc7f\udd00-\udfff]/g, ""),
  );

  test("is read by the scenario, and takes the very call that it was made from", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(argument, { maxLength: 5 }),
        fc.constantFrom("git", "my tool", "[", "ünï"),
        async (args, name) => {
          const text = await suggestion(name, ...args);
          const world = await worldOf(text);
          expect(await served(world, arrivalOf(commandHead([name, ...args])))).toMatchObject({
            outcome: "answered",
          });
          const other = await served(world, arrivalOf(commandHead([name, ...args, "more"])));
          expect(other.outcome).toBe("refused");
        },
      ),
      { numRuns: 200 },
    );
  });
});
