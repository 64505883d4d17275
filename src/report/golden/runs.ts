import { finding, type Finding } from "../../core/index.ts";
import type { ExpectationUse, RunReport, WorldReport } from "../../engine/index.ts";
import { by, command, http, placeIn, run, use, world } from "./build.ts";

/** Sample runs, one for each kind of outcome; the goldens show what they are rendered as. */

const file = "backlot.toml";
const push = use(placeIn(file, 4, 'run = "git push --tags"', '"git push --tags"'), "git push --tags", [1]);
const apply = use(
  placeIn(file, 9, 'run = "kubectl apply -f deploy.yaml"', '"kubectl apply -f deploy.yaml"'),
  "kubectl apply -f deploy.yaml",
  [2],
  { name: "applied" },
);
const healthy = use(placeIn(file, 15, 'request = "GET /healthz"', '"GET /healthz"'), "GET /healthz", [3, 4], {
  name: "healthy",
  target: "shipping",
  times: { min: 2, max: 2 },
});
const status = use(placeIn(file, 20, 'run = "git **"', '"git **"'), "git **", [5], {
  times: { min: 0, max: null },
});
const unsealed = ["the network"];
const unchecked = ["shipping has no contract"];

const wellWorld: WorldReport = world({
  calls: [
    command(1, "git push --tags", by(push)),
    command(2, "kubectl apply -f deploy.yaml", by(apply)),
    http(3, "shipping", "GET /healthz", 503, { ...by(healthy), scripted: true }),
    http(4, "shipping", "GET /healthz", 200, by(healthy)),
    command(5, "git status --short", { ...by(status), outcome: "passed" }),
  ],
  expectations: [push, apply, healthy, status],
  unchecked,
  unsealed,
});

function without(used: ExpectationUse): ExpectationUse {
  return { ...used, calls: [] };
}

const unusedApply = finding("unused-expectation", {
  at: apply.expectation.at,
  what: "applied (kubectl apply -f deploy.yaml) was never called",
});

const unmatchedApply = finding("unmatched-call", {
  at: { kind: "call", call: 2 },
  what: "kubectl apply -f - matches no expectation",
  why: "No expectation matches it whole, so it was refused.",
  evidence: { call: 2, expectation: apply.expectation.id },
  near: [
    {
      what: "applied: kubectl apply -f deploy.yaml",
      at: apply.expectation.at,
      differences: [
        'args[2]: expected "deploy.yaml", got "-"',
        'stdin: expected nothing, got "kind: Deployment\\nmetadata: {}\\n"',
      ],
    },
    { what: "git **", at: status.expectation.at, differences: ['command: expected "git", got "kubectl"'] },
  ],
  paste:
    '[[commands]]\nrun = "kubectl apply -f -"\nstdin = { contains = "kind: Deployment" }\nreply = { stdout = "" }\n',
  consequences: [unusedApply],
});

const unmatchedWorld = world({
  ...wellWorld,
  calls: wellWorld.calls.map((call) =>
    call.id === 2
      ? command(2, "kubectl apply -f -", { outcome: "refused", exit: 127, findings: [unmatchedApply] })
      : call,
  ),
  expectations: [push, without(apply), healthy, status],
  findings: [unmatchedApply],
});

const rollback = use(
  placeIn(file, 26, 'run = "kubectl rollout undo **"', '"kubectl rollout undo **"'),
  "kubectl rollout undo **",
  [],
  {
    name: "no rollback",
    times: { min: 0, max: 0 },
  },
);
const me = use(placeIn("base.toml", 3, 'request = "GET /me"', '"GET /me"'), "GET /me", [], {
  overridden: true,
  target: "convo",
});
const lint = use(placeIn(file, 31, 'run = "helm lint *"', '"helm lint *"'), "helm lint *", [], {
  times: { min: 0, max: null },
});
const forbidden = finding("forbidden-call", {
  at: rollback.expectation.at,
  what: "kubectl rollout undo web was called, and the scenario forbids it",
  evidence: { call: 3, expectation: rollback.expectation.id },
});
const rules: readonly Finding[] = [
  forbidden,
  finding("out-of-order", {
    at: { kind: "file", file, line: 2, column: 13, endColumn: 22, text: 'in_order = ["applied", "healthy"]' },
    what: "healthy (call 1) came before applied (call 2)",
    why: "in_order says that applied comes first, so healthy was too early.",
    evidence: { names: ["applied", "healthy"], calls: [1] },
  }),
  finding("too-few-calls", {
    at: healthy.expectation.at,
    what: "healthy (GET /healthz) was called once, and is expected 2 times",
    evidence: { expectation: healthy.expectation.id, calls: [1] },
  }),
  finding("unused-expectation", { at: push.expectation.at, what: "git push --tags was never called" }),
];

const brokenRules = run({
  exitCode: 1,
  worlds: [
    world({
      calls: [
        http(1, "shipping", "GET /healthz", 200, by(healthy)),
        command(2, "kubectl apply -f deploy.yaml", by(apply)),
        command(3, "kubectl rollout undo web", {
          ...by(rollback),
          outcome: "refused",
          exit: 127,
          findings: [forbidden],
        }),
      ],
      expectations: [without(push), apply, { ...healthy, calls: [1] }, rollback, lint, me],
      findings: rules,
      unsealed,
    }),
  ],
});

const phantom = finding("unmatched-call", {
  at: { kind: "call", call: 6 },
  what: "POST /agents matches no expectation",
});
const allowed = run({
  worlds: [
    world({
      ...wellWorld,
      calls: [...wellWorld.calls, http(6, "convo", "POST /agents", 418, { outcome: "refused" })],
      allowed: [
        {
          rule: "phantom-call",
          reason: "backend adds it in sprint 14",
          at: placeIn(file, 50, 'rule = "phantom-call"', '"phantom-call"'),
          findings: [phantom],
        },
        {
          rule: "unused-expectation",
          reason: "only on Fridays",
          at: placeIn(file, 55, 'rule = "unused-expectation"', '"unused-expectation"'),
          findings: [],
        },
      ],
    }),
  ],
});

const notClosed = run({
  exitCode: 3,
  findings: [
    finding("world-not-closed", {
      what: "the world of tests/upload.test.ts was never closed",
      evidence: { pid: 4711 },
    }),
  ],
  worlds: [wellWorld],
});

const neverCalled = (used: ExpectationUse): Finding =>
  finding("unused-expectation", {
    at: used.expectation.at,
    what: `${used.expectation.text} was never called`,
  });
const noCalls = run({
  exitCode: 1,
  worlds: [
    world({ expectations: [push, apply].map(without), findings: [push, apply].map(neverCalled), unsealed }),
  ],
});

const severalWorlds = run({
  exitCode: 1,
  worlds: [
    world({ ...wellWorld, world: "tags a release" }),
    { ...unmatchedWorld, world: "deploys from a pipe" },
    world({ world: "says its version", scenario: "version.toml" }),
    world({
      world: "waits until healthy",
      expectations: [without(healthy)],
      findings: [neverCalled(healthy)],
    }),
  ],
});

const unfinished = finding("unfinished-call", {
  at: { kind: "call", call: 2 },
  what: "GET /events (call 2) was still open when the world closed",
});
const warned = run({
  programExit: 4,
  exitCode: 4,
  worlds: [
    world({
      calls: [
        command(1, "git push --tags", by(push)),
        http(2, "shipping", "GET /events", 200, { outcome: "gone", findings: [unfinished] }),
      ],
      expectations: [push],
      findings: [unfinished, finding("unchecked-service", { what: "shipping has no contract" })],
    }),
  ],
});

const manyCalls = run({
  exitCode: 1,
  worlds: [
    world({
      calls: Array.from({ length: 240 }, (_, index) => {
        const id = index + 1;
        if (id !== 120) return http(id, "shipping", `GET /items/${id}`, 200, by(healthy));
        return http(id, "shipping", "DELETE /items/120", 418, { outcome: "refused" });
      }),
      expectations: [healthy],
      findings: [
        finding("unmatched-call", {
          at: { kind: "call", call: 120 },
          what: "DELETE /items/120 matches no expectation",
        }),
      ],
    }),
  ],
});

/** The sample runs by the name of their goldens. */
export const runs: Readonly<Record<string, RunReport>> = {
  "all-well": run({ worlds: [wellWorld] }),
  "nothing-happened": run({ worlds: [world()] }),
  unmatched: run({ exitCode: 1, worlds: [unmatchedWorld] }),
  "broken-rules": brokenRules,
  allowed,
  "not-closed": notClosed,
  "no-calls": noCalls,
  "several-worlds": severalWorlds,
  "several-worlds-well": run({ worlds: [wellWorld, { ...wellWorld, world: "again" }] }),
  warned,
  "many-calls": manyCalls,
};
