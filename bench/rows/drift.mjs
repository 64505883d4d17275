import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { interleave } from "../method.mjs";
import { projectFile, runProgram } from "../programs.mjs";

const stubCount = 1_000;
const callCount = 10_000;
const testCount = 100;
const operationCount = 200;

export const driftRows = [
  {
    id: "drift",
    title: `the gate over ${callCount.toLocaleString("en")} journaled calls and ${stubCount.toLocaleString("en")} stubs, whole process`,
    unit: "ms",
    must: 2_000,
    measure: gate,
  },
];

async function gate(stage) {
  const project = join(stage.folder, "drift");
  writeProject(project);
  const main = projectFile("dist/cli/main.js");
  const drift = (exitCode, ...files) => ({
    run: () =>
      runProgram([process.execPath, main, "drift", "--report", "json", "--journal", ...files], {
        cwd: project,
        exitCode,
      }),
  });
  const results = await interleave(
    {
      "nothing wrong": drift(0, "clean.ndjson"),
      "every tenth call wrong": drift(1, "wrong.ndjson"),
      "node -e 0": { run: () => runProgram([process.execPath, "-e", "0"]) },
    },
    stage.quick ? 3 : 8,
    1,
  );
  const value = Math.max(results["nothing wrong"].median, results["every tenth call wrong"].median);
  return { value, results };
}

/** A service of many operations with models, as many stubs, and a suite of tests that call them. */
function writeProject(folder) {
  mkdirSync(folder, { recursive: true });
  const write = (name, value) => writeFileSync(join(folder, name), `${JSON.stringify(value)}\n`);
  const numbers = Array.from({ length: operationCount }, (_, index) => index);
  write("package.json", {});
  write("api.json", {
    openapi: "3.1.0",
    info: { title: "Large", version: "1" },
    security: [],
    paths: Object.fromEntries(numbers.map((number) => [`/kind${number}/{id}`, operation()])),
  });
  write("models.json", {
    models: { Thing: { type: "object", properties: { id: { type: "string" }, size: { type: "integer" } } } },
    bind: Object.fromEntries(numbers.map((number) => [`GET /kind${number}/{id}`, { 200: "Thing" }])),
  });
  const stubs = Array.from({ length: stubCount }, (_, index) => ({
    request: `GET ${pathOf(index)}`,
    reply: { json: { id: `id_${index}`, size: index } },
  }));
  write("backlot.json", { services: { large: { openapi: "api.json", models: "models.json", stubs } } });
  writeFileSync(
    join(folder, "clean.ndjson"),
    journal(() => false),
  );
  writeFileSync(
    join(folder, "wrong.ndjson"),
    journal((call) => call % 10 === 0),
  );
}

function operation() {
  const answer = { type: "object", additionalProperties: true };
  return {
    get: {
      parameters: [
        { name: "id", in: "path", required: true, schema: { type: "string", pattern: "^id_" } },
        { name: "page", in: "query", schema: { type: "integer" } },
      ],
      responses: { 200: { description: "one", content: { "application/json": { schema: answer } } } },
    },
  };
}

/** Stubs stand for one thing each, five of every kind. */
function pathOf(index) {
  return `/kind${index % operationCount}/id_${index}`;
}

/** A journal of tests that have a tenth of the stubs each. @param isWrong whether a call is one that the contract refuses */
function journal(isWrong) {
  const lines = [{ kind: "journal", version: 1, by: "bench" }];
  const each = callCount / testCount;
  for (let test = 0; test < testCount; test += 1) {
    const world = `w${test}`;
    lines.push({ kind: "world", id: world, title: `test ${test}`, test: true });
    for (let index = 0; index < stubCount / 10; index += 1) {
      lines.push(stubLine(world, (test % 10) + index * 10));
    }
    for (let number = 0; number < each; number += 1) {
      const index = (test % 10) + ((number * 10) % stubCount);
      lines.push(callLine(world, index, number, isWrong(test * each + number)));
    }
    lines.push({ kind: "end", world, outcome: "passed", calls: each });
  }
  return `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`;
}

function stubLine(world, index) {
  const [method, path] = ["GET", pathOf(index)];
  const id = `backlot.json#services.large.stubs[${index}]`;
  const answers = [{ mediaType: "application/json", json: { id: `id_${index}`, size: index } }];
  return { kind: "stub", world, id, target: "large", method, path, text: `${method} ${path}`, answers };
}

function callLine(world, index, number, wrong) {
  const body = { data: JSON.stringify({ id: `id_${index}`, size: index }) };
  return {
    kind: "call",
    world,
    id: number + 1,
    double: "http",
    target: "large",
    text: `GET ${pathOf(index)}`,
    detail: {
      protocol: "http",
      method: "GET",
      path: pathOf(index),
      query: wrong ? `page=x${number}` : `page=${number}`,
      headers: [["accept", "application/json"]],
      response: { status: 200, headers: [["content-type", "application/json"]], body },
    },
    outcome: "answered",
    expectation: `backlot.json#services.large.stubs[${index}]`,
    findings: [],
  };
}
