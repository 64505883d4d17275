import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BacklotError, utf8 } from "../../src/core/index.ts";
import { agentDouble, agentSection } from "../../src/doubles/agent/index.ts";
import { agent, agentStory } from "./agent-subject.ts";
import { commandDouble, commandSection } from "../../src/doubles/command/index.ts";
import { githubDouble, githubSection } from "../../src/doubles/github/index.ts";
import { github, githubParts, githubStory } from "./github-subject.ts";
import { httpDouble, httpSection } from "../../src/doubles/http/index.ts";
import type { Double } from "../../src/engine/index.ts";
import { loadScenario, type Scenario } from "../../src/scenario/index.ts";
import { covers } from "../../src/match/index.ts";
import { conformance } from "./conformance.ts";
import { commandHead, ends, exchange, says, type Conversation, type Subject } from "./subject.ts";

/** What every folder of a double holds; a file may have grown into a folder of its name. */
const parts = [
  "index.ts",
  "schema.ts",
  "state.ts",
  "decide.ts",
  "serve.ts",
  "queries.ts",
  "explain.ts",
  "FIDELITY.md",
];

/** Parts that are still to be written; this list may only get shorter. */
const awaited: readonly string[] = [];

const services = `
[services.probe]
export = "PROBE_URL"
[[services.probe.stubs]]
request = "GET /plain"
reply = { json = { ok = true } }
[[services.probe.stubs]]
request = "GET /turns"
reply = [{ status = 503 }, { text = "second" }]
[[services.probe.stubs]]
request = "POST /echo/{id}"
body = { json = { kind = "good" } }
reply = { template = true, text = "{{path.id}} {{json.kind}} {{uuid}} {{now}} {{call}}" }
[[services.probe.stubs]]
request = "GET /chunks"
reply = { chunks = [{ text = "one " }, { text = "two", delay_ms = 5 }], delay_ms = 5 }
[[services.probe.stubs]]
request = "GET /reset"
reply = { fault = "reset" }
[[services.probe.stubs]]
request = "GET /empty"
reply = { fault = "empty" }
[[services.probe.stubs]]
request = "GET /truncated"
reply = { text = "whole", fault = "truncated" }
[[services.probe.stubs]]
request = "GET /malformed"
reply = { fault = "malformed_chunk" }
[[services.probe.stubs]]
request = "GET /stalled"
reply = { fault = "stalled" }
`;

const spec = `openapi: 3.1.0
info: { title: Kept, version: "1" }
paths:
  /spaces:
    get: { responses: { "200": { description: all, content: { application/json: { schema: { type: array } } } } } }
    post:
      requestBody:
        content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { type: object } } } } }
  /spaces/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      responses:
        "200": { description: one, content: { application/json: { schema: { type: object } } } }
        "404": { description: none, content: { application/json: { schema: { type: object, required: [detail], properties: { detail: { type: string } } } } } }
    patch:
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { "200": { description: one, content: { application/json: { schema: { type: object } } } } }
    delete: { responses: { "204": { description: gone } } }
  /made/up:
    get: { responses: { "200": { description: one, content: { application/json: { schema: { type: object, properties: { odd: { type: boolean } } } } } } } }
`;

const kept = `
[services.kept]
openapi = "kept.yaml"
unmatched = "synthetic"
[services.kept.resources.spaces]
items = [{ id = "spc_0", name = "Zero" }]
ids = "spc_{{n}}"
created = "made_at"
[[services.kept.stubs]]
request = "* /spaces"
resource = "spaces"
[[services.kept.stubs]]
request = "* /spaces/{id}"
resource = "spaces"
`;

const commands = `
[[commands]]
run = "tool plain"
reply = { stdout = "out\\n", stderr = "err\\n", exit_code = 3 }
[[commands]]
run = "tool apply -f *"
stdin = { contains = "kind: Deployment" }
reply = { stdout = "applied\\n" }
[[commands]]
run = "tool slow"
reply = { chunks = [{ stdout = "one\\n" }, { stderr = "two\\n", delay_ms = 5 }], delay_ms = 5 }
[[commands]]
run = "tool dies"
reply = { signal = "SIGTERM" }
[[commands]]
run = "tool say **"
reply = { stdout = "{{args.1}} {{call}}\\n", template = true }
[[commands]]
run = "tool real **"
passthrough = true
`;

async function load(text: string): Promise<Scenario> {
  const result = await loadScenario({
    roots: ["backlot.toml"],
    readFile: (path) => ({ ok: true, bytes: utf8(path === "kept.yaml" ? spec : text) }),
    sections: [httpSection, commandSection, githubSection, agentSection],
    covers,
    today: "2025-01-15",
  });
  if (result.ok) return result.value;
  throw new BacklotError(result.findings);
}

const secret = "secret-of-the-program-0123456789";
const bearer = { Authorization: `Bearer ${secret}` };

const httpStory: readonly Conversation[] = [
  { ...exchange("GET /plain", undefined, bearer), answers: '{"ok":true}' },
  exchange("GET /turns"),
  { ...exchange("GET /turns"), answers: "second" },
  { ...exchange("POST /echo/42?a=1", '{"kind":"good","more":[1,2]}'), answers: "42 good" },
  { ...exchange("POST /echo/42", '{"kind":"bad"}'), answers: "unmatched-call" },
  { ...exchange("GET /chunks"), answers: "one two" },
  exchange("GET /reset"),
  exchange("GET /empty"),
  exchange("GET /truncated"),
  exchange("GET /malformed"),
  { ...exchange("GET /stalled"), steps: [ends, { kind: "gone" }] },
  { ...exchange("GET /nowhere"), answers: "unmatched-call" },
];

const asKept = (conversation: Conversation): Conversation => ({
  ...conversation,
  head: { ...conversation.head, service: "kept" } as Conversation["head"],
});
const json = { "Content-Type": "application/json", ...bearer };

const keptStory: readonly Conversation[] = [
  { ...exchange("GET /spaces"), answers: "spc_0" },
  { ...exchange("POST /spaces", '{"name":"One"}', json), answers: "spc_1" },
  { ...exchange("POST /spaces", "{", json), answers: "invalid-request" },
  { ...exchange("PATCH /spaces/spc_1", '{"name":"Two"}', json), answers: "Two" },
  { ...exchange("GET /spaces/spc_1"), answers: "made_at" },
  exchange("DELETE /spaces/spc_0"),
  { ...exchange("GET /spaces/spc_0"), answers: "detail" },
  { ...exchange("GET /spaces"), answers: "Two" },
  { ...exchange("GET /made/up"), answers: "odd" },
  { ...exchange("GET /nowhere"), answers: "unmatched-call" },
].map(asKept);

const commandStory: readonly Conversation[] = [
  {
    name: "tool plain",
    head: commandHead("tool plain", { TOKEN: secret }),
    steps: [ends],
    answers: "out\n",
  },
  {
    name: "tool apply",
    head: commandHead("tool apply -f -"),
    steps: [says("kind: Depl"), says("oyment\n"), ends],
    answers: "applied",
  },
  {
    name: "tool apply, wrong",
    head: commandHead("tool apply -f -"),
    steps: [says("kind: Pod\n"), ends],
    answers: "backlot",
  },
  { name: "tool slow", head: commandHead("tool slow"), steps: [ends], answers: "one\ntwo\n" },
  { name: "tool dies", head: commandHead("tool dies"), steps: [ends] },
  { name: "tool say", head: commandHead("tool say hello"), steps: [ends], answers: "hello" },
  { name: "tool real", head: commandHead("tool real x"), steps: [ends] },
  { name: "tool other", head: commandHead("tool other"), steps: [ends], answers: "backlot" },
];

async function subjectOf(
  double: unknown,
  section: string,
  text: string,
  story: readonly Conversation[],
): Promise<Subject> {
  const { layers, sections } = await load(text);
  const queries = { resource: [{ service: "kept", resource: "spaces" }] };
  return { double: double as Double, config: sections[section], layers, story, queries, secrets: [secret] };
}

const subjects = [
  await subjectOf(httpDouble, "services", services + kept, [...httpStory, ...keptStory]),
  await subjectOf(commandDouble, "commands", commands, commandStory),
  await subjectOf(agentDouble, "agents", agent, agentStory),
  {
    ...(await subjectOf(githubDouble, "github", github, githubStory)),
    ...githubParts,
  },
];

for (const subject of subjects) conformance(subject);

describe("the folders of doubles", () => {
  const folder = join(import.meta.dirname, "../../src/doubles");
  const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory());

  test("have a subject in this file each", () => {
    expect(names.toSorted()).toEqual(subjects.map((subject) => subject.double.name).toSorted());
  });

  test("have the parts of a double, save those that are still to be written", () => {
    const missing = names.flatMap((name) => {
      const there = readdirSync(join(folder, name));
      return parts
        .filter((part) => !there.includes(part) && !there.includes(part.replace(/\.ts$/, "")))
        .map((part) => `${name}/${part}`);
    });
    expect(missing.toSorted()).toEqual(awaited);
  });
});
