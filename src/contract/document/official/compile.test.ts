import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { utf8, type Json, type JsonObject } from "../../../core/index.ts";
import { readDocument, valueAt } from "../../../scenario/index.ts";
import { convo } from "../testing-convo.ts";
import { compileOfficial } from "./compile.ts";
import type { MinorVersion } from "./schema.ts";

const root = new URL("../../../../", import.meta.url);
let built: typeof compileOfficial;

/** The part of the build that puts code in the place of sources. */
interface Plugin {
  readonly load: {
    readonly filter: { readonly id: RegExp };
    handler(id: string): Promise<{ readonly code: string } | null>;
  };
}

beforeAll(async () => {
  const script = new URL("scripts/build/precompiled.mjs", root);
  const { precompiled } = (await import(script.href)) as { readonly precompiled: (root: string) => Plugin };
  const { load } = precompiled(path.resolve(fileURLToPath(root)));
  const source = fileURLToPath(new URL("compile.ts", import.meta.url));
  const replaced = load.filter.id.test(source) ? await load.handler(source) : null;
  if (replaced === null) throw new Error("the build compiles nothing");
  const { code } = replaced;
  const require = createRequire(import.meta.url);
  // What is loaded from a text resolves no names of packages.
  const placed = code.replaceAll(/from "(ajv\/[^"]+)"/g, (_, name: string) => {
    return `from ${JSON.stringify(pathToFileURL(require.resolve(name)).href)}`;
  });
  const module = (await import(`data:text/javascript,${encodeURIComponent(placed)}`)) as {
    readonly compileOfficial: typeof compileOfficial;
  };
  built = module.compileOfficial;
}, 60_000);

/** What a document of each version may hold, as far as the small service does not. */
const more = `
openapi: 3.0.3
info: {title: a, version: '1', license: {name: MIT, url: 'https://a.test'}, contact: {email: a@b.test}, x-own: 1}
servers: [{url: 'https://{host}/v1', variables: {host: {default: a.test, enum: [a.test]}}}]
tags: [{name: a}, {name: b, externalDocs: {url: 'https://a.test'}}]
security: [{key: []}]
paths:
  /a/{id}:
    summary: a
    parameters:
      - {name: id, in: path, required: true, style: simple, schema: {type: string, minLength: 1}}
      - {name: filter, in: query, style: deepObject, explode: true, schema: {type: object}}
      - {name: X-Trace, in: header, content: {text/plain: {schema: {type: string}}}}
    post:
      tags: [a]
      deprecated: true
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, properties: {file: {type: string, format: binary}}}
            encoding: {file: {contentType: image/png, headers: {X-A: {schema: {type: integer}}}}}
      responses:
        default: {description: any, headers: {X-A: {$ref: '#/components/headers/A'}}, links: {next: {operationId: b}}}
        '2XX': {description: good, content: {application/json: {schema: {$ref: '#/components/schemas/A'}, examples: {one: {value: {}}}}}}
      callbacks: {done: {'{$request.body#/url}': {post: {operationId: b, responses: {'200': {description: ok}}}}}}
      servers: [{url: /}]
components:
  headers: {A: {required: true, schema: {type: integer}}}
  schemas:
    A:
      type: object
      required: [a, b]
      nullable: true
      discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/A'}}
      xml: {name: a, wrapped: true}
      properties: {a: {type: integer, minimum: 0, exclusiveMinimum: true, multipleOf: 2}, b: {enum: [1, x]}}
      additionalProperties: {oneOf: [{type: string, maxLength: 3}, {allOf: [{not: {type: array, items: {}}}]}]}
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    basic: {type: http, scheme: bearer, bearerFormat: JWT}
    oauth: {type: oauth2, flows: {implicit: {authorizationUrl: 'https://a.test', scopes: {a: b}}}}
    open: {type: openIdConnect, openIdConnectUrl: 'https://a.test'}
  examples: {one: {summary: a, externalValue: 'https://a.test'}}
  links: {next: {operationRef: '#/paths/~1a', parameters: {id: $response.body#/id}}}
`;

const versions: readonly MinorVersion[] = ["3.0", "3.1", "3.2"];

function parsed(text: string): JsonObject {
  const read = readDocument("a.yaml", utf8(text));
  if (!read.ok) throw new Error(JSON.stringify(read.findings));
  return read.value.value as JsonObject;
}

function pointersIn(value: Json, pointer = ""): readonly string[] {
  if (typeof value !== "object" || value === null) return [pointer];
  const steps = Object.entries(value).map(
    ([key, item]) => [key.replaceAll("~", "~0").replaceAll("/", "~1"), item] as const,
  );
  return [pointer, ...steps.flatMap(([key, item]) => pointersIn(item, `${pointer}/${key}`))];
}

/** A document with one value changed in each way that a mistake may. */
function* spoiled(document: JsonObject): IterableIterator<Json> {
  for (const pointer of pointersIn(document)) {
    for (const wrong of [undefined, null, 7, "x", "", [], {}, ["a", "a"], { "x-own": 1, other: true }]) {
      const copy = structuredClone(document) as Record<string, Json>;
      const cut = pointer.lastIndexOf("/");
      if (cut < 0) {
        if (wrong !== undefined) yield wrong;
        continue;
      }
      const owner = valueAt(copy, pointer.slice(0, cut)) as Record<string, Json>;
      const key = pointer
        .slice(cut + 1)
        .replaceAll("~1", "/")
        .replaceAll("~0", "~");
      if (wrong === undefined) delete owner[key];
      else owner[key] = wrong;
      yield copy;
    }
  }
}

describe.each(versions)("what the build makes of the official schema of %s", (version) => {
  test.each([
    ["a small service", convo],
    ["a document of everything", more],
  ])("says the same of %s, whatever is wrong with it", (_, text) => {
    const document = { ...parsed(text), openapi: `${version}.0` };
    const [before, after] = [compileOfficial(version), built(version)];
    let [right, wrong] = [0, 0];
    for (const one of [document, ...spoiled(document)]) {
      const answer = after(one);
      if (answer) right += 1;
      else wrong += 1;
      expect([answer, after.errors ?? []]).toEqual([before(one), before.errors ?? []]);
    }
    expect(Math.min(right, wrong)).toBeGreaterThan(100);
  });
});
