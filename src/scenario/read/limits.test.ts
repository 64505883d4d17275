import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits, utf8, type Json } from "../../core/index.ts";
import type { Node } from "../tree.ts";
import { parseFile } from "./parse-file.ts";

const formats = ["a.toml", "a.yaml", "a.json"] as const;

async function problems(file: string, text: string | Uint8Array): Promise<string[]> {
  const parsed = await parseFile(file, typeof text === "string" ? utf8(text) : text);
  return parsed.problems.found.map((one) => {
    const at = one.at?.kind === "file" ? `${one.at.line}:${one.at.column}-${one.at.endColumn}` : "-";
    return `${at} ${one.name}: ${one.what}`;
  });
}

/** The value of a tree, and the place of each key and value in it. */
function valueOf(node: Node): Json {
  if (node.kind === "table") {
    return Object.fromEntries(node.entries.map(({ key, value }) => [key, valueOf(value)]));
  }
  if (node.kind === "list") return node.items.map(valueOf);
  if (node.kind === "null") return null;
  return "value" in node ? node.value : node.kind;
}

describe("limits", () => {
  const nested: Record<string, (depth: number) => string> = {
    "a.toml": (depth) => `a = ${"[".repeat(depth)}${"]".repeat(depth)}`,
    "a.yaml": (depth) => `a: ${"[".repeat(depth)}${"]".repeat(depth)}`,
    "a.json": (depth) => `{"a": ${"[".repeat(depth)}${"]".repeat(depth)}}`,
  };
  test.each(formats)("depth, at the limit and one past it: %s", async (file) => {
    const text = nested[file] as (depth: number) => string;
    expect(await problems(file, text(limits.scenarioDepth))).toEqual([]);
    expect((await problems(file, text(limits.scenarioDepth + 1)))[0]).toMatch(
      /over-limit: more than 64 tables/,
    );
  });

  test.each(formats)("depth that would end the stack of the parser: %s", async (file) => {
    const deep = (open: string): Promise<string[]> => problems(file, open.repeat(20_000));
    const lists = file === "a.json" ? "[" : file === "a.toml" ? "a = [" : "- ";
    for (const open of [lists, "[", "{a: ", '{"a":', "{a=", "? "]) {
      const found = await deep(open);
      expect(found.length).toBeGreaterThan(0);
    }
    expect((await problems(file, (nested[file] as (depth: number) => string)(100_000)))[0]).toMatch(
      /over-limit/,
    );
  });

  test("bytes of a file", async () => {
    const comment = (length: number): string => `#${"x".repeat(length - 1)}`;
    expect(await problems("a.toml", comment(limits.scenarioFileBytes))).toEqual([]);
    expect((await problems("a.toml", comment(limits.scenarioFileBytes + 1)))[0]).toMatch(/over-limit/);
  });

  test("characters of a string in TOML, whose parser ends its stack on longer ones", async () => {
    for (const quote of ['"', "'", '"""', "'''"]) {
      const text = (length: number): string => `a = ${quote}${"x".repeat(length - 2 * quote.length)}${quote}`;
      expect(await problems("a.toml", text(limits.tomlStringChars))).toEqual([]);
      expect(await problems("a.toml", text(limits.tomlStringChars + 1))).toEqual([
        "1:5-100006 over-limit: a string of 100001 characters; in TOML one may have 100000",
      ]);
    }
    expect(await problems("a.toml", `a = ${"9".repeat(200_000)}`)).toEqual([
      "- over-limit: a.toml holds something too long or too deep to be read",
    ]);
  });

  test("aliases", async () => {
    const text = (count: number): string =>
      `a: &x 1\nb: [${Array.from({ length: count }, () => "*x").join(", ")}]`;
    expect(await problems("a.yaml", text(limits.yamlAliases))).toEqual([]);
    expect((await problems("a.yaml", text(limits.yamlAliases + 1)))[0]).toMatch(
      /over-limit: more than 100 aliases/,
    );
  });

  test("values, aliases expanded", async () => {
    const levels = Array.from({ length: 8 }, (_, level) => {
      const below = level === 0 ? "1" : `*l${level - 1}`;
      return `l${level}: &l${level} [${Array.from({ length: 9 }, () => below).join(", ")}]`;
    });
    expect((await problems("a.yaml", levels.join("\n")))[0]).toMatch(
      /over-limit: \d+ values, aliases expanded/,
    );
    const list = (count: number): string => `{"a": [1${",1".repeat(count - 1)}]}`;
    expect(await problems("a.json", list(limits.scenarioNodes - 2))).toEqual([]);
    expect((await problems("a.json", list(limits.scenarioNodes - 1)))[0]).toMatch(
      /over-limit: 500001 values/,
    );
  });

  test("depth that aliases add up to", async () => {
    const chain = Array.from(
      { length: 40 },
      (_, level) => `l${level}: &l${level} [[${level === 0 ? "1" : `*l${level - 1}`}]]`,
    );
    expect((await problems("a.yaml", chain.join("\n")))[0]).toMatch(/over-limit: more than 64/);
  });
});

describe("any input", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "[",
      "]",
      "{",
      "}",
      "=",
      ":",
      ",",
      '"',
      "'",
      '"""',
      "'''",
      "\n",
      "\r\n",
      "- ",
      "  ",
      "\t",
      "#",
      "&a ",
      "*a",
    ),
    fc.constantFrom(
      "a",
      "commands",
      "null",
      "true",
      "1",
      "1.5",
      "2025-01-01",
      "!!x",
      "<<",
      "---\n",
      "|\n",
      "\\",
      "\\u00e9",
      "é",
      "😀",
    ),
    fc.string({ maxLength: 5 }),
  );
  const soup = fc.array(piece, { maxLength: 60 }).map((parts) => utf8(parts.join("")));

  test.each(formats)("gives a tree or findings, never an exception: %s", async (file) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(soup, fc.uint8Array({ maxLength: 200 })), async (bytes) => {
        const parsed = await parseFile(file, bytes);
        expect(parsed.tree !== null || parsed.problems.found.length > 0).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  const object = fc.dictionary(
    fc.string({ maxLength: 6 }).filter((key) => !["__proto__", "constructor", "prototype"].includes(key)),
    fc.jsonValue({ maxDepth: 4 }),
  );
  test("JSON means what JSON.parse says, and stands where the tree says", async () => {
    await fc.assert(
      fc.asyncProperty(object, fc.constantFrom(0, 1, 2), async (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const { tree, problems } = await parseFile("a.json", utf8(text));
        const findings = problems.found;
        fc.pre(!findings.some((one) => /forbidden-key|number-out-of-range/.test(one.name)));
        expect(findings).toEqual([]);
        expect(tree === null ? null : valueOf(tree)).toEqual(JSON.parse(text));
        for (const node of tree === null ? [] : everyNode(tree)) {
          const { where } = node;
          const slice =
            "input" in where ? "" : new TextDecoder().decode(utf8(text).subarray(where.start, where.end));
          expect(JSON.parse(slice)).toEqual(valueOf(node));
        }
      }),
    );
  });

  test("JSON is refused exactly where JSON.parse refuses it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.constantFrom(...'{}[],:"\\01-.eE+tfn \n'.split(""), "null", "true", "\\u00e9", "\\x", "\t"),
          { maxLength: 12 },
        ),
        async (parts) => {
          const text = `{"a":${parts.join("")}}`;
          let parses = true;
          try {
            JSON.parse(text);
          } catch {
            parses = false;
          }
          const { tree } = await parseFile("a.json", utf8(text));
          expect(tree !== null).toBe(parses);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test("YAML reads all JSON alike", async () => {
    await fc.assert(
      fc.asyncProperty(object, async (value) => {
        const text = JSON.stringify(value, null, 1);
        const parsed = await parseFile("a.yaml", utf8(text));
        fc.pre(parsed.problems.found.length === 0);
        expect(parsed.tree === null ? null : valueOf(parsed.tree)).toEqual(JSON.parse(text));
      }),
    );
  });
});

function everyNode(node: Node): Node[] {
  if (node.kind === "table") return [node, ...node.entries.flatMap(({ value }) => everyNode(value))];
  return node.kind === "list" ? [node, ...node.items.flatMap(everyNode)] : [node];
}
