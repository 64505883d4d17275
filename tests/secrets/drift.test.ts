import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { makeMachine, type Machine } from "../recording/stranger.ts";
import { encodings, leaksIn, makeCanary, type Canary, type Encoding } from "./recorded-canaries.ts";

const timeout = 120_000;
const all = Object.keys(encodings) as Encoding[];

/** What a call carries; absent parts are as the contract wants them. */
interface Carried {
  readonly path?: string;
  readonly query?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly answer?: string;
  readonly title?: string;
}

const json = (value: unknown): string => JSON.stringify(value);

/** Places of a call where a secret can stand. Each call breaks the contract just there, so that it is told of. */
const places: Readonly<Record<string, (secret: string) => Carried>> = {
  "an Authorization header": (secret) => ({ headers: [["authorization", `Bearer ${secret}`]] }),
  "a Basic header": (secret) => ({ headers: [["authorization", `Basic ${secret}`]] }),
  "a Cookie header": (secret) => ({ headers: [["cookie", `session=${secret}; a=b`]] }),
  "an X-Api-Key header": (secret) => ({ headers: [["x-api-key", secret]] }),
  "a header whose name says so": (secret) => ({ headers: [["x-shop-token", secret]] }),
  "a header of another name": (secret) => ({ headers: [["x-limit", secret]] }),
  "a query whose name says so": (secret) => ({ query: `access_token=${encodeURIComponent(secret)}` }),
  "a query of another name": (secret) => ({ query: `limit=${encodeURIComponent(secret)}` }),
  "a path that the contract has": (secret) => ({ path: `/items/${encodeURIComponent(secret)}` }),
  "a path that it has not": (secret) => ({ path: `/hooks/${encodeURIComponent(secret)}/x` }),
  "a field whose name says so": (secret) => ({ body: json({ kind: 1, password: secret }) }),
  "a field of another name": (secret) => ({ body: json({ kind: secret }) }),
  "a field's name": (secret) => ({ body: json({ kind: "a", [secret]: 1 }) }),
  "JSON in JSON": (secret) => ({ body: json({ kind: json({ api_key: secret, kind: secret }) }) }),
  "a body that is no JSON": (secret) => ({ body: `grant_type=x&client_secret=${secret}` }),
  "an answer": (secret) => ({ answer: json({ id: 7, access_token: secret }) }),
  "an answer's field of another name": (secret) => ({ answer: json({ id: secret, kind: secret }) }),
  "an answer's list": (secret) => ({ answer: json([secret]) }),
  "a test's title": (secret) => ({ title: `logs in with ${secret}` }),
};

const contract = `
openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /items/{id}:
    post:
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
        - { name: limit, in: query, schema: { type: integer } }
        - { name: access_token, in: query, schema: { type: integer } }
        - { name: x-limit, in: header, schema: { enum: [a, b] } }
        - { name: x-api-key, in: header, schema: { enum: [a, b] } }
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: { kind: { enum: [a, b] }, password: { type: integer } }
              additionalProperties: false
      responses:
        "200":
          description: one
          content:
            application/json:
              schema:
                type: object
                required: [id]
                properties: { id: { type: integer }, kind: { enum: [a, b] } }
                additionalProperties: false
`;

function scenario(secrets: readonly Canary[]): string {
  const [path, body, title, example] = secrets.map(({ placed }) => placed.toString()) as [
    string,
    string,
    string,
    string,
  ];
  return `
name = ${json(`shop ${title}`)}
[services.shop]
openapi = "shop.openapi.yaml"
export = "SHOP_URL"
[[services.shop.stubs]]
request = "POST /items/{id}"
reply = { json = { id = ${json(body)}, kind = ${json(body)}, password = ${json(body)} } }
[[services.shop.stubs]]
name = ${json(`stub ${title}`)}
request = ${json(`GET /hooks/${encodeURIComponent(path)}`)}
reply = { json = { note = ${json(example)} } }
[drift]
baseline = "baseline.json"
`;
}

/** A journal as a double of another program writes it: nothing is redacted. */
function foreignJournal(calls: readonly Carried[]): string {
  const lines = calls.flatMap((call, index) => {
    const { path = "/items/1", query, headers = [], body, answer, title = `test ${index}` } = call;
    const type = ["content-type", "application/json"] as const;
    return [
      { kind: "world", id: String(index), title, test: true },
      {
        kind: "call",
        outcome: answer === undefined ? "refused" : "answered",
        target: "shop",
        caller: { file: "tests/a.py", line: index + 1 },
        detail: {
          protocol: "http",
          method: "POST",
          path,
          query,
          headers: [type, ...headers],
          ...(body === undefined ? {} : { body: { data: body } }),
          ...(answer === undefined
            ? {}
            : { response: { status: 200, headers: [type], body: { data: answer } } }),
        },
      },
      { kind: "end", world: String(index), outcome: "passed" },
    ];
  });
  return [{ kind: "journal", version: 1 }, ...lines].map((line) => `${json(line)}\n`).join("");
}

const junit = (titles: readonly string[]): string =>
  `<testsuites><testsuite name="s">${titles
    .map((title, index) => {
      const text = title.replaceAll(/[<&"]/g, "");
      return `<testcase name="${text}" file="a.py"><failure message="${text}">${text} ${index}</failure></testcase>`;
    })
    .join("")}</testsuite></testsuites>`;

const formats = ["text", "json", "sarif", "junit", "github"].flatMap((one) => [
  "--report",
  `${one}=out/report.${one}`,
]);

/** Runs a verb and gives everything that it said and wrote. */
async function outcome(machine: Machine, args: readonly string[], files: readonly string[] = []) {
  const { exitCode, stdout, stderr } = await machine.backlot([...args]);
  if (exitCode === 2 && files.length > 0) throw new Error(stderr);
  const written = files.map((file) => readFileSync(machine.path(file)));
  return { exitCode, bytes: Buffer.concat([stdout, Buffer.from(stderr), ...written]) };
}

function put(machine: Machine, name: string, text: string): void {
  mkdirSync(dirname(machine.path(name)), { recursive: true });
  writeFileSync(machine.path(name), text);
}

function made(encoding: Encoding, seed: number): { machine: Machine; canaries: Canary[]; calls: Carried[] } {
  const named = Object.entries(places).map(([where, place], index) => {
    const canary = makeCanary(where, encoding, seed + index);
    return { canary, call: place(canary.placed.toString()) };
  });
  const own = ["a stub's path", "a stub's body", "a stub's name", "another stub's body"].map((where, index) =>
    makeCanary(where, encoding, seed + 100 + index),
  );
  const canaries = [...named.map(({ canary }) => canary), ...own];
  const calls = named.map(({ call }) => call);
  const machine = makeMachine({ files: {}, name: "drift-secrets" });
  put(machine, "package.json", "{}\n");
  put(machine, "backlot.toml", scenario(own));
  put(machine, "shop.openapi.yaml", contract);
  put(machine, "foreign/journal.ndjson", foreignJournal(calls));
  put(machine, "foreign/broken.ndjson", foreignJournal(calls).replaceAll('"kind":"world"', '"kind":"word"'));
  put(machine, "foreign/cut.ndjson", foreignJournal(calls).slice(0, -200));
  put(machine, "foreign/tests.xml", junit(canaries.map(({ placed }) => placed.toString())));
  put(machine, "out/none", "");
  return { machine, canaries, calls };
}

describe.each(all.filter((one) => one !== "gzip"))("secrets in %s", (encoding) => {
  test("reached what the gate tells and freezes of them", { timeout }, async () => {
    const { machine, canaries } = made(encoding, all.indexOf(encoding) * 1000 + 1);
    const reports = ["text", "json", "sarif", "junit", "github"].map((one) => `out/report.${one}`);
    const journal = ["--journal", "foreign/journal.ndjson"];
    const tests = ["--junit", "foreign/tests.xml"];
    const outcomes = {
      drift: await outcome(machine, ["drift", "--verbose", ...journal, ...formats], reports),
      health: await outcome(machine, ["drift", ...journal, ...tests, ...formats], reports),
      freeze: await outcome(machine, ["drift", "--freeze", ...journal, ...tests], ["baseline.json"]),
      frozen: await outcome(machine, ["drift", ...journal, ...tests]),
      text: await outcome(machine, ["drift", "--catalogue=text", ...journal]),
      markdown: await outcome(machine, ["drift", "--catalogue=markdown", ...journal]),
      json: await outcome(machine, ["drift", "--catalogue=json", ...journal]),
      broken: await outcome(machine, ["drift", "--journal", "foreign/broken.ndjson"]),
      cut: await outcome(machine, ["drift", "--journal", "foreign/cut.ndjson"]),
    };
    const leaks = Object.entries(outcomes).flatMap(([verb, { bytes }]) =>
      leaksIn(bytes, canaries).map((where) => `${verb}: ${where}`),
    );
    expect(leaks).toEqual([]);
    const codes = Object.entries(outcomes).map(([verb, { exitCode }]) => `${verb} ${exitCode}`);
    expect(codes).toEqual([
      "drift 1",
      "health 1",
      "freeze 0",
      "frozen 0",
      "text 0",
      "markdown 0",
      "json 0",
      "broken 2",
      "cut 3",
    ]);
    expect(outcomes.drift.bytes.toString()).toContain("phantom-call");
  });
});

test("every place is told of, so that a secret that stood there would be seen", { timeout }, async () => {
  const { machine } = made("raw", 77);
  const plain = Object.entries(places).map(([, place], index) => place(`plain-word-${index}x`));
  put(machine, "foreign/journal.ndjson", foreignJournal(plain));
  const { bytes } = await outcome(machine, [
    "drift",
    "--verbose",
    "--report",
    "json",
    "--journal",
    "foreign/journal.ndjson",
  ]);
  const told = plain.map((_, index) => bytes.includes(`plain-word-${index}x`));
  // Those whose name says that they are secret are not shown, whatever they look like.
  expect(told.filter(Boolean).length).toBeGreaterThan(0);
});
