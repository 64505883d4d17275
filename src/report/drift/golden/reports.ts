import {
  finding,
  type Finding,
  type FindingInput,
  type FindingName,
  type Place,
} from "../../../core/index.ts";
import type { DriftFacts, DriftReport, DriftTally } from "../../../drift/index.ts";

/** Reports of the gate for the tests of this folder: what they say is settled here, whatever the rules say today. */

/** A place in code. @example placeAt("tests/a.py:29") */
export function placeAt(site: string): Place {
  const [file = "", line = "1"] = site.split(":");
  return { kind: "code", file, line: Number(line), column: 1 };
}

interface Told extends FindingInput {
  /** "GET /api/actors/me" */
  readonly of: string;
  readonly tests?: readonly string[];
  readonly sites?: readonly string[];
}

/** A finding of the gate about an operation of the service convo. */
function told(name: FindingName, { of, tests = [], sites = [], ...input }: Told): Finding {
  const operation = `convo ${of}`;
  const facts: DriftFacts = {
    witness: "JSA",
    operation,
    tests: tests.length,
    test_names: tests.slice(0, 5),
    sites: [...sites],
    stubs: [],
    problems: sites.length,
    fingerprint: `${name} ${operation}`,
  };
  const at = input.at ?? (sites[0] === undefined ? undefined : placeAt(sites[0]));
  return finding(name, { ...input, at, evidence: facts });
}

const scaffold = Array.from({ length: 9 }, (_, index) => `test_init_${index + 1}`);

const missing = told("missing-stub", {
  of: "GET /api/actors/me/agents",
  tests: scaffold,
  sites: ["src/moot/scaffold.py:215"],
  what: "GET /api/actors/me/agents is called, and no double answers it, and 9 tests fail there",
  why: "The contract has it at convo.openapi.yaml:22:5 @b6f6d13; what follows was not tested.",
  fix: "a) add a stub for it\nb) remove the call, if it is not meant",
  near: ["GET /api/spaces/spc_test_1/participants (unused)"],
  consequences: [
    told("suspected-stub", {
      of: "GET /api/spaces/{space_id}/participants",
      tests: scaffold,
      sites: ["tests/test_scaffold.py:34", "tests/test_scaffold.py:376"],
      what: "GET /api/spaces/{space_id}/participants is stubbed and was not called, but 9 tests did not run to the end",
      why: "They may have stopped before they came to it.",
      fix: "Repair the tests first.",
      count: 2,
    }),
  ],
});

const phantom = told("phantom-call", {
  of: "POST /api/tenants/{tenant_id}/agents",
  tests: ["test_provision_fresh"],
  at: {
    kind: "file",
    file: "mocks/provision.toml",
    line: 9,
    column: 11,
    endColumn: 44,
    text: 'request = "POST /api/tenants/ten_1/agents"',
  },
  sites: ["mocks/provision.toml:9", "src/moot/provision.py:56"],
  what: "POST /api/tenants/{tenant_id}/agents is called, and convo.openapi.yaml @b6f6d13 has no such path",
  why: "Either the code is wrong, and production answers 404; or the contract is stale.",
  fix: 'a) the code is wrong: correct the code at src/moot/provision.py:56, and remove its stub\nb) the contract is stale: take convo.openapi.yaml from its source again\nc) it has to stay for now: [[allow]] rule = "phantom-call" with at, reason, owner and expires',
  near: [
    { what: "POST /api/tenants", at: placeAt("convo.openapi.yaml:33") },
    { what: "GET /api/tenants/{tenant_id}", at: placeAt("convo.openapi.yaml:35") },
  ],
});

const thin = told("thin-body", {
  of: "GET /api/actors/me",
  tests: [...scaffold, "test_provision_fresh", "test_login_1", "test_login_2"],
  sites: [19, 361]
    .map((line) => `tests/test_scaffold.py:${line}`)
    .concat("tests/test_auth.py:29", "tests/test_auth.py:61"),
  what: "GET /api/actors/me bodies of 4 stubs have 2 to 3 of 16 Actor fields; missing actor_type, sponsor_id, tenant_id, is_admin, email, agent_profile, api_key_prefix, is_connected, focus_space_id, metadata",
  why: "A dump of a model has every field, so the program never meets such a body outside its tests.",
  fix: "Give every field of the model; the ones that are missing are named.",
  count: 4,
});

const open = told("open-answer", {
  of: "GET /api/spaces/{space_id}/participants",
  sites: ["tests/test_scaffold.py:34"],
  what: "GET /api/spaces/{space_id}/participants may answer anything, and no model is bound to it",
  why: "The bodies of its stubs were not checked.",
  fix: "a) bind the answer to a model in the models file",
});

const fault = told("undeclared-fault", {
  of: "POST /api/actors/{actor_id}/rotate-key",
  tests: ["test_init_rotate_key_failure_does_not_persist"],
  sites: ["tests/test_scaffold.py:389"],
  what: "POST /api/actors/{actor_id}/rotate-key, 500 is not declared; declared: 200, 422",
  why: "A double that answers otherwise is no proof.",
  fix: "Nothing, when it is meant as a fault.",
});

const placeless = finding("evidence-missing", {
  what: "no journal is there, so no call was looked at",
  why: "Nothing found over nothing looked at is not the same as nothing wrong.",
  fix: "Run the tests inside backlot first: backlot run -- COMMAND",
});

const tally: DriftTally = {
  services: { total: 1, anchored: 1 },
  operations: { declared: 8, called: 2, stubbed: 3 },
  answers: { declared: 8, open: 8, bound: 4 },
  stubs: { total: 15, judged: 14 },
  calls: { total: 31, judged: 31 },
  worlds: { total: 12, tests: 12, ended: 3, failed: 9 },
  unchecked: [
    {
      what: "operations whose success may be anything, with no model bound",
      count: 4,
      examples: ["convo GET /api/spaces/{space_id}/participants", "convo POST /api/tenants", "convo GET /x"],
    },
    { what: "stub that stands for many paths", count: 1, examples: [] },
  ],
};

const common = { allowed: [], known: [], gone: [], failOn: "error" } as const;

/** What each finding of the samples is about. */
export const findings = [missing, phantom, thin, open, fault];

/** A suite whose doubles nobody looked after. */
export const stale: DriftReport = { ...common, findings, tally, exitCode: 1 };

/** The same with a phantom that somebody answers for, and what was there before frozen. */
export const kept: DriftReport = {
  ...common,
  findings: [missing, open],
  allowed: [
    {
      allow: {
        rule: "phantom-call",
        about: "convo POST /api/tenants/{tenant_id}/agents",
        reason: "the backend adds it in sprint 14",
        owner: "platform",
        expires: "2027-02-01",
        at: placeAt("backlot.toml:40"),
      },
      findings: [phantom],
    },
    { allow: { rule: "H206", reason: "no longer needed", at: placeAt("backlot.toml:46") }, findings: [] },
  ],
  known: [thin, fault],
  gone: [{ fingerprint: "thin-body convo GET /api/gone", rule: "thin-body", problems: 1 }],
  tally,
  failOn: "warning",
  exitCode: 1,
};

/** Nobody ran the tests. */
export const cut: DriftReport = {
  ...common,
  findings: [placeless],
  tally: {
    ...tally,
    services: { total: 2, anchored: 0 },
    calls: { total: 0, judged: 0 },
    worlds: { total: 0, tests: 0, ended: 0, failed: 0 },
    unchecked: [],
  },
  exitCode: 3,
};

/** Nothing is wrong. */
export const clean: DriftReport = {
  ...common,
  findings: [],
  tally: {
    services: { total: 1, anchored: 1 },
    operations: { declared: 2, called: 1, stubbed: 1 },
    answers: { declared: 1, open: 0, bound: 0 },
    stubs: { total: 1, judged: 1 },
    calls: { total: 3, judged: 3 },
    worlds: { total: 2, tests: 1, ended: 2, failed: 0 },
    unchecked: [],
  },
  exitCode: 0,
};
