import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrivalOf, httpHead } from "../../../tests/samples/calls.ts";
import { served, worldOf } from "../../../tests/samples/world.ts";
import type { HttpHead } from "../../core/index.ts";

async function suggestion(head: HttpHead): Promise<string> {
  const world = await worldOf("");
  return world.suggest(await served(world, arrivalOf(head)));
}

describe("the stub to paste", () => {
  test.each([
    ["GET /a?b=1&c", 'request = "GET /a?b=1&c"'],
    ["GET /a?", 'request = "GET /a"'],
    ["get /a", 'request = "* /a"'],
    ["OPTIONS *", 'request = "OPTIONS /**"'],
    ["GET /{a}/**/*", 'request = "GET /%7Ba%7D/%2A%2A/%2A"'],
    ["GET /a?b=%ff&c=%41", 'request = "GET /a?b&c=%41"'],
    ["GET /a?%ff=1", 'request = "GET /a"'],
    ["GET /a/<redacted>/b?c=<redacted>&d=1", 'request = "GET /a/{segment2}/b?c&d=1"'],
    ['GET /"', "request = 'GET /\"'"],
  ])("of %s", async (line, request) => {
    expect(await suggestion(httpHead(line))).toBe(
      `[[services.convo.stubs]]\n${request}\nreply = { json = {} }\n`,
    );
  });

  test("of a service whose name is no bare key is quoted", async () => {
    expect(await suggestion(httpHead("GET /", { service: "a.b" }))).toContain('[[services."a.b".stubs]]\n');
  });

  const part = fc.oneof(
    fc.constantFrom(
      "{",
      "}",
      "{id}",
      "*",
      "**",
      "/",
      "//",
      "%",
      "%41",
      "%2F",
      "%2f",
      "%ff",
      "%zz",
      "%7B",
      "#",
      '"',
      "'",
      "\\",
      "+",
      "é",
      "\u00ff",
      "a",
      ".",
      "..",
      ";",
      ":",
      "?",
    ),
    fc.string({
      unit: fc
        .integer({ min: 0x21, max: 0xff })
        .filter((code) => code !== 0x7f)
        .map((code) => String.fromCharCode(code)),
      maxLength: 4,
    }),
  );
  const parts = fc.array(part, { maxLength: 6 }).map((list) => list.join(""));
  const path = parts.map((text) => `/${text.replaceAll("?", "")}`);
  const query = fc
    .array(fc.tuple(parts, parts, fc.boolean()), { maxLength: 3 })
    .map((items) => items.map(([name, value, bare]) => (bare ? name : `${name}=${value}`)).join("&"));
  const method = fc.constantFrom("GET", "POST", "M-SEARCH", "get", "X_Y", "PATCH");

  test("is read by the scenario, and takes the very call that it was made from", async () => {
    await fc.assert(
      fc.asyncProperty(method, path, query, async (verb, where, items) => {
        const head = { ...httpHead("GET /"), method: verb, path: where, query: items };
        const world = await worldOf(await suggestion(head));
        expect(await served(world, arrivalOf(head))).toMatchObject({ outcome: "answered" });
        const other = await served(world, arrivalOf({ ...head, path: `${where}/more` }));
        expect(other.outcome).toBe("refused");
      }),
      { numRuns: 200 },
    );
  });
});
