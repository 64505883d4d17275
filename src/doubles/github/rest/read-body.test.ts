import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { utf8 } from "../../../core/index.ts";
import { loadPublished, published, type Operation } from "../published/index.ts";
import { ApiProblem } from "./problem.ts";
import { checkBody, readBody } from "./read-body.ts";

beforeAll(async () => {
  await loadPublished();
});

function operationOf(id: string): Operation {
  const found = published().operation(id);
  if (found === undefined) throw new Error(id);
  return found;
}

/** What a body comes to: its fields, or GitHub's refusal. */
function read(id: string, body: string | Uint8Array): unknown {
  const operation = operationOf(id);
  try {
    const fields = readBody(typeof body === "string" ? utf8(body) : body, operation);
    checkBody(fields, operation);
    return fields;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    return `${error.status} ${error.message}`;
  }
}

describe("a body", () => {
  test("that is absent has no fields", () => {
    expect(read("issues/update", "")).toEqual({});
    expect(read("issues/create", "")).toBe(`422 Invalid request.\n\n"title" wasn't supplied.`);
  });

  test("of an operation that takes none is not looked at, nor is one that is no JSON", () => {
    expect(read("issues/get", "{")).toEqual({});
    expect(read("repos/upload-release-asset", "{")).toEqual({});
    expect(read("markdown/render-raw", "# x")).toEqual({});
  });

  test("that is no JSON, no UTF-8 or too deep can't be parsed", () => {
    for (const bad of ["{", "title=x", "{'title':'x'}", new Uint8Array([0x22, 0xff, 0x22]), " "])
      expect(read("issues/create", bad)).toBe("400 Problems parsing JSON");
    const nested = (depth: number): string => `{"title":${"[".repeat(depth)}${"]".repeat(depth)}}`;
    expect(read("issues/create", nested(100))).toMatch(/^422 /);
    expect(read("issues/create", nested(101))).toBe("400 Problems parsing JSON");
    expect(read("issues/create", nested(1_000_000))).toBe("400 Problems parsing JSON");
  });

  test("has to be an object, or the list that older programs send in its place", () => {
    expect(read("issues/create", "[]")).toBe("400 Body should be a JSON object");
    expect(read("issues/create", "1")).toBe("400 Body should be a JSON object");
    expect(read("issues/add-labels", '["bug"]')).toEqual({ labels: ["bug"] });
    expect(read("repos/set-status-check-contexts", '["ci"]')).toEqual({ contexts: ["ci"] });
  });

  test("that does not fit is told in GitHub's words, everything at once", () => {
    expect(read("issues/create", '{"body":1,"title":"x","assignees":["a",2]}')).toBe(
      "422 Invalid request.\n\nFor 'properties/body', 1 is not a string.\nFor 'properties/assignees/items', 2 is not a string.",
    );
    expect(read("repos/update-branch-protection", "{}")).toBe(
      `422 Invalid request.\n\n"enforce_admins", "required_pull_request_reviews", "required_status_checks", "restrictions" weren't supplied.`,
    );
    expect(read("issues/update", '{"state":"shut"}')).toMatch(
      /^422 Invalid request\.\n\nFor 'properties\/state', "shut" is not a member of \[.*"open".*\]\.$/,
    );
  });

  test("of several types is told all of them", () => {
    expect(read("issues/create", '{"title":true,"milestone":[]}')).toBe(
      "422 Invalid request.\n\nFor 'properties/title', true is not a string or integer.\nFor 'properties/milestone', [] is not a string, integer, or null.",
    );
  });

  test("shows no more of a value than a line", () => {
    const told = read("issues/create", JSON.stringify({ title: "x", body: ["x".repeat(10_000)] })) as string;
    expect(told.length).toBeLessThan(400);
    expect(told).toContain("…");
  });

  test("with names of the language itself is data like any other", () => {
    expect(read("issues/create", '{"title":"x","__proto__":{"body":1},"constructor":1}')).toMatchObject({
      title: "x",
    });
    expect(({} as { body?: unknown }).body).toBeUndefined();
  });

  test("is read or refused, whatever it is", () => {
    const ids = published().ids.filter((id) => operationOf(id).body !== undefined);
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.jsonValue(), (id, value) => {
        const said = read(id, JSON.stringify(value));
        expect(typeof said === "string" ? said : typeof said).toMatch(
          /^(400 |422 Invalid request\.\n\n.|object)/,
        );
      }),
    );
  });
});
