import { expect, test } from "vitest";
import { arrivalOf, httpHead, type Said } from "../../../../tests/samples/calls.ts";
import { served, worldOf } from "../../../../tests/samples/world.ts";
import { utf8, type Json } from "../../../core/index.ts";
import { verify } from "../../../verify/index.ts";

/** A contract of one operation that declares these answers besides its success. */
function contractWith(responses: string): string {
  return `openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /keys:
    post:
      security: [{ token: [] }, {}]
      parameters: [{ name: page, in: query, schema: { type: integer } }]
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } }
      responses:
        "200": { description: all well }
        ${responses}
  /secret:
    get:
      security: [{ token: [] }]
      responses:
        "200": { description: all well }
        ${responses}
components: { securitySchemes: { token: { type: http, scheme: bearer } } }
`;
}

interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
  readonly findings: readonly string[];
}

async function refused(responses: string, line = "POST /keys", type = "application/json"): Promise<Refusal> {
  const world = await worldOf(
    '[services.convo]\nopenapi = "shop.yaml"\n' +
      '[[services.convo.stubs]]\nrequest = "* /**"\nreply = { json = {} }\n',
    { files: { "shop.yaml": utf8(contractWith(responses)) } },
  );
  const body = utf8('{"name":7}');
  const headers = [
    ["content-type", type],
    ["content-length", String(body.length)],
  ] as const;
  const input = [{ kind: "bytes", bytes: body } as const, { kind: "end" } as const];
  const arrival = arrivalOf(httpHead(line, { headers }), input);
  const record = await served(world, arrival);
  expect(record.outcome).toBe("refused");
  const told = (kind: Said[0]): Said | undefined => arrival.said.find(([one]) => one === kind);
  const head = told("head");
  const sent = told("stdout");
  if (head?.[0] !== "head" || sent?.[0] !== "stdout") throw new Error("nothing was answered");
  const { findings } = verify(world, { world: "main", unsealed: [] });
  return {
    status: head[1],
    headers: head[2],
    body: JSON.parse(sent[1]) as Json,
    findings: findings.map(({ name }) => name),
  };
}

const json = (schema: string): string =>
  `{ description: wrong, content: { application/json: { schema: ${schema} } } }`;

test("a wrong request is refused with the status and in the shape that the contract declares", async () => {
  const shape = "{ type: object, properties: { detail: { type: array, items: { type: object } } } }";
  expect(await refused(`"422": ${json(shape)}`, "POST /keys?page=x")).toEqual({
    status: 422,
    headers: expect.objectContaining({
      "content-type": "application/json",
      "x-backlot-refusal": "BKL3122",
      "x-should-retry": "false",
    }) as unknown,
    body: {
      detail: [
        {
          loc: ["query", "page"],
          msg: 'POST /keys, query parameter "page" must be an integer, is "x"',
          type: "invalid-request",
        },
        {
          loc: ["body", "name"],
          msg: "POST /keys, body /name must be a string, is 7",
          type: "invalid-request",
        },
      ],
    },
    // The program may swallow it: the run fails all the same.
    findings: ["invalid-request", "invalid-request"],
  });
});

test.each([
  ['"400"', "POST /keys", "application/json", 400],
  ['"4XX"', "POST /keys", "application/json", 422],
  ["default", "POST /keys", "application/json", 422],
  ['"415"', "POST /keys", "text/csv", 415],
  ['"401"', "GET /secret", "application/json", 401],
  ['"403"', "GET /secret", "application/json", 403],
  ['"404"', "POST /keys", "application/json", 418],
])("a contract that declares %s refuses %s as %s with %d", async (status, line, type, expected) => {
  const shape = "{ type: object, required: [message], properties: { message: { type: string } } }";
  const { status: got, body } = await refused(`${status}: ${json(shape)}`, line, type);
  expect(got).toBe(expected);
  if (expected !== 418) expect(body).toEqual({ message: expect.stringContaining(line) as unknown });
});

test("a declared refusal without a shape has ours", async () => {
  for (const declared of ["{ description: wrong }", json("{ type: object }"), json("true")]) {
    const { status, body } = await refused(`"422": ${declared}`);
    expect([status, body]).toMatchObject([422, { name: "invalid-request", code: "BKL3122" }]);
  }
});

test("a shape that no refusal can have, and one that is no JSON, leave it at ours", async () => {
  const impossible =
    '{ type: object, required: [id], properties: { id: { type: string, pattern: "(?=x)y" } } }';
  expect((await refused(`"422": ${json(impossible)}`)).status).toBe(418);
  const text = "{ description: wrong, content: { text/plain: {} } }";
  expect((await refused(`"422": ${text}`)).status).toBe(418);
});

test("a refusal has the media type that the contract declares", async () => {
  const problem =
    "{ description: wrong, content: { application/problem+json: { schema: { type: object, " +
    "properties: { type: { type: string }, title: { type: string }, status: { type: integer }, detail: { type: string } } } } } }";
  const { headers, body } = await refused(`"422": ${problem}`);
  expect(headers["content-type"]).toBe("application/problem+json");
  expect(body).toMatchObject({ status: 422, title: "invalid-request" });
});
