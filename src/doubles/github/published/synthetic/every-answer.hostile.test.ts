import { expect, it } from "vitest";
import { assetsPort } from "../../../../adapters/assets/index.ts";
import type { Operation } from "../operation.ts";
import { loadPublished } from "../published.ts";
import { expectValidAnswer } from "../testing-answers.ts";
import { packedFolder } from "../testing-packed.ts";
import { publishedSchemas, synthesise } from "./synthesise.ts";

/** Operations whose synthetic answer does not fit their schema, with the reason. */
const exceptions: Readonly<Record<string, string>> = {};

const usual: Readonly<Record<string, string>> = {
  owner: "acme",
  repo: "app",
  org: "acme",
  username: "octocat",
};

it.each<[string, (name: string, isNumber: boolean) => string]>([
  ["usual paths", (name, isNumber) => (isNumber ? "7" : (usual[name] ?? "x"))],
  ["paths that name nothing", (_, isNumber) => (isNumber ? "-1" : "../\u0000\u{1f600}")],
  ["endless paths", (_, isNumber) => (isNumber ? "9" : "x").repeat(3_000)],
  ["empty paths", () => ""],
])("every answer to %s fits the schema that the description has for it", async (_, valueOf) => {
  const index = await loadPublished();
  const context = {
    schemas: publishedSchemas(assetsPort(() => packedFolder)),
    apiUrl: "http://127.0.0.1:4010",
    webUrl: "http://127.0.0.1:4010",
    now: "2025-01-15T10:30:00.000Z",
  };
  const problems: Record<string, string> = {};
  const count = { reads: 0, json: 0 };
  for (const id of index.ids) {
    const operation = index.operation(id) as Operation;
    const names = operation.parameters.filter((one) => one.in === "path");
    const params = Object.fromEntries(
      names.map(({ name, shape }) => [name, valueOf(name, shape.types.includes("integer"))]),
    );
    const { status, mediaType, body } = synthesise(operation, params, context);
    const isJson = mediaType !== undefined && /[/+]json$/.test(mediaType);
    if (operation.method === "GET") count.reads += 1;
    if (isJson) count.json += 1;
    try {
      const unnamed = isJson || body === undefined ? expectValidAnswer(id, status, body) : [];
      if (unnamed.length > 0) problems[id] = `has ${unnamed.join(", ")}`;
    } catch (error) {
      problems[id] = (error as Error).message;
    }
  }
  expect(problems).toEqual(exceptions);
  expect(count).toEqual({ reads: 639, json: 926 });
});
