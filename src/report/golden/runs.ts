import { finding } from "../../core/index.ts";
import type { RunReport, WorldReport } from "../../engine/record.ts";
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

const allWell = run({ worlds: [wellWorld] });

const unused = { ...apply, calls: [] };
const unmatchedFinding = finding("unmatched-call", {
  at: { kind: "call", call: 2 },
  what: "kubectl apply -f - was refused",
  near: [
    {
      what: "kubectl apply -f deploy.yaml",
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
  consequences: [
    finding("unused-expectation", {
      at: apply.expectation.at,
      what: "applied (kubectl apply -f deploy.yaml) was never called",
    }),
  ],
});

const unmatched = run({
  exitCode: 1,
  worlds: [
    world({
      ...wellWorld,
      calls: wellWorld.calls.map((call) =>
        call.id === 2
          ? command(2, "kubectl apply -f -", {
              outcome: "refused",
              exit: 127,
              findings: [{ ...unmatchedFinding, consequences: [] }],
            })
          : call,
      ),
      expectations: [push, unused, healthy, status],
      findings: [unmatchedFinding],
    }),
  ],
});

export const runs: Readonly<Record<string, RunReport>> = { "all-well": allWell, unmatched };
