import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..");

/** What the gate said, by part of the demo and in order: each finding's first lines, each consequence indented. */
const gates: string[][] = [];
let status: number | null = null;

beforeAll(() => {
  const ran = spawnSync(process.execPath, [join(root, "examples/mock-drift/demo.mjs")], {
    cwd: root,
    // The runner that runs this very test must not be seen by the ones inside.
    env: Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_|TEST$|FORCE_COLOR)/.test(name)),
    ),
    encoding: "utf8",
    timeout: 110_000,
  });
  ({ status } = ran);
  const parts = ran.stdout.split(/^\$ backlot drift .*$/m).slice(1);
  gates.push(...parts.map((text) => findingsOf(text.split(/^=== /m)[0] ?? "")));
}, 120_000);

/** Lines that begin something; all others go on with the one before. */
const begins = String.raw`at |also at |seen in |nearest|also near|why:|fix:|from this|(?:warning |note )?BKL|\d+ \||\||[a-z]\) `;

function findingsOf(text: string): string[] {
  const joined = text.replaceAll(new RegExp(String.raw`\n {3,}(?!${begins})(?=\S)`, "g"), " ");
  const found = joined.matchAll(/^(\d+\.| {4}) (?:(?:warning|note) )?BKL\d+ ([^:]+: [^;\n]*)/gm);
  return Array.from(found, ([, depth = "", what = ""]) => (depth.startsWith(" ") ? `  ${what}` : what));
}

const space = "GET /api/spaces/{space_id}";
const spaceCall = `phantom-call-method: ${space} is called, and convo.openapi.yaml @b6f6d13 has /api/spaces/{space_id} with PATCH only`;
const tenants = "POST /api/tenants/{tenant_id}/agents";
const tenantsCall = `phantom-call: ${tenants} is called, and convo.openapi.yaml @b6f6d13 has no such path`;
const rotate = "thin-body: POST /api/actors/{actor_id}/rotate-key body has 1 of 17 Actor + api_key fields";
const health = [
  "dead-test: examples/markdraft/moot.toml is not in git, and 1 test of tests/example.test.ts fails over it",
  "vacuous-test: tests/example.test.ts::the example names no paths of ours passed on a walk through examples/markdraft/, which is not in git",
];
const honest = [
  spaceCall,
  `  swallowed-failure: 3 tests pass over a 405 from ${space} (mocks/scaffold.toml:12:11)`,
  `  honest-refusal: ${space} is refused with 405, as convo.openapi.yaml @b6f6d13 has it (mocks/scaffold.toml:12:11)`,
  tenantsCall,
  `  honest-refusal: ${tenants} is refused with 404, as convo.openapi.yaml @b6f6d13 has it (mocks/provision.toml:9:11)`,
  rotate,
];

test("the demo ends as it says, and its end is clean", () => {
  expect([status, gates.length, gates[3]]).toEqual([0, 4, []]);
});

test("the mocks as they were: the missing double first, phantoms, thin bodies, tests that prove nothing", () => {
  expect(gates[0]).toEqual([
    "missing-stub: GET /api/actors/me/agents is called, and no double answers it, and 3 tests fail there",
    "  suspected-stub: GET /api/spaces/{space_id}/participants is stubbed and was not called, but 3 tests did not reach the end (mocks/scaffold.toml:16:11)",
    spaceCall,
    "  phantom-method: GET /api/spaces/spc_test_1 is stubbed, and convo.openapi.yaml @b6f6d13 has /api/spaces/{space_id} with PATCH only (mocks/scaffold.toml:12:11)",
    tenantsCall,
    "  phantom-path: POST /api/tenants/ten_1/agents is stubbed, and convo.openapi.yaml @b6f6d13 has no such path (mocks/provision.toml:9:11)",
    `  self-confirming-pair: ${tenants} exists only in the doubles and in the code, and 1 test passes over it (mocks/provision.toml:9:11)`,
    "thin-body: GET /api/actors/me bodies of 3 stubs have 3, 2 and 2 of 16 Actor fields",
    rotate,
    "open-answer: GET /api/spaces/{space_id}/participants may answer anything, and no model is bound to it",
    ...health,
  ]);
});

test("after the first repair the stub that nothing calls is certain", () => {
  expect(gates[1]).toEqual([
    ...honest,
    "stale-stub: GET /api/spaces/{space_id}/participants is stubbed and never called: 0 hits in 4 tests that have it",
    "  open-answer: GET /api/spaces/{space_id}/participants may answer anything, and no model is bound to it (mocks/scaffold.toml:16:11)",
    ...health,
  ]);
});

test("after the second only what needs a decision is left", () => {
  expect(gates[2]).toEqual([...honest, ...health]);
});
