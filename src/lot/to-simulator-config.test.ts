import { describe, expect, test } from "vitest";
import { type BacklotError, ConfigValidationError } from "../core/index.ts";
import type { ScenarioInput } from "./doubles.ts";
import { toSimulatorConfig } from "./to-simulator-config.ts";

const scenario: ScenarioInput = {
  github: {
    users: [{ login: "octocat", siteAdmin: true }],
    repositories: [{ owner: "octocat", name: "demo", files: { "a.bin": new Uint8Array([0, 255]) } }],
    tokens: [{ value: "ghp_1", owner: "octocat" }],
    stubs: [{ request: "GET /rate_limit", reply: { status: 502, delayMs: 1 } }],
  },
};

const state = {
  users: [{ login: "octocat", organizations: [] }],
  organizations: [],
  repositories: [{ owner: "octocat", name: "demo", private: false, default_branch: "main" }],
  branches: [{ owner: "octocat", repository: "demo", name: "main" }],
  blobs: [
    {
      owner: "octocat",
      repo: "demo",
      path: "a.bin",
      sha: "61b3ecfc16f0a63d4fd32ce19c3b0c90aa68f9c4",
      content: "AP8=",
      encoding: "base64",
    },
  ],
  issues: [],
  pull_requests: [],
  __simulacat__: {
    auth_token: "ghp_1",
    backlot: {
      auth: "enforced",
      users: [{ login: "octocat", site_admin: true }],
      stubs: [{ request: "GET /rate_limit", reply: { status: 502, delay_ms: 1 } }],
    },
  },
};

function thrown(input: unknown): unknown {
  try {
    return toSimulatorConfig(input as ScenarioInput);
  } catch (error) {
    return error;
  }
}

describe("toSimulatorConfig", () => {
  test("gives a scenario's GitHub as an initial state, in the spelling of files", () => {
    expect(toSimulatorConfig(scenario)).toEqual({
      ...state,
      blobs: [{ ...state.blobs[0], sha: expect.stringMatching(/^[0-9a-f]{40}$/) as unknown }],
    });
  });

  test("gives a state again that it is given", () => {
    const once = toSimulatorConfig(scenario);
    expect(toSimulatorConfig(once)).toEqual(once);
  });

  test("tells what is wrong, all of it", () => {
    const error = thrown({ github: { users: [{ login: "a b" }, { login: "octocat", nmae: "x" }] } });
    expect(error).toBeInstanceOf(ConfigValidationError);
    expect((error as BacklotError).findings).toHaveLength(2);
  });

  test("refuses a scenario without GitHub, and stubs that no file can hold", () => {
    expect(thrown({ commands: [] })).toMatchObject({
      findings: [{ name: "unsupported-feature", what: "the scenario has no GitHub that could be exported" }],
    });
    const stubs = [{ request: "GET /rate_limit", headers: { a: /b/ }, reply: {} }];
    expect(thrown({ github: { stubs } })).toMatchObject({
      findings: [
        { name: "unsupported-feature", what: expect.stringContaining("github.stubs[0]") as unknown },
      ],
    });
  });
});
