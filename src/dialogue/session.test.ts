import { describe, expect, test } from "vitest";
import { emptyAgentScenario, type AgentScenario } from "./scenario.ts";
import { resolveSession, sessionDefaults, type Session, type SessionFlags } from "./session.ts";

const surroundings = {
  workingDirectory: "/here",
  now: "2026-11-20T09:00:00+01:00",
  newSessionId: () => "11111111-2222-4333-8444-555555555555",
};

function session(scenario: Partial<AgentScenario> = {}, flags: SessionFlags = {}): Session {
  return resolveSession({ ...emptyAgentScenario, ...scenario }, flags, surroundings);
}

const defaults: Session = {
  model: "claude-sonnet-4-20250514",
  claudeVersion: "2.1.12",
  userName: "Alfred",
  sessionId: "11111111-2222-4333-8444-555555555555",
  projectPath: "/here",
  workingDirectory: "/here",
  launchTimestamp: "2026-11-20T08:00:00.000Z",
  trusted: true,
  permissionMode: "default",
};

describe("resolveSession", () => {
  test("has a default for everything", () => {
    expect(session()).toEqual(defaults);
  });

  test.each<[Partial<AgentScenario>, Partial<Session>]>([
    [{ defaultModel: "m" }, { model: "m" }],
    [{ claudeVersion: "2.1.29" }, { claudeVersion: "2.1.29" }],
    [{ userName: "" }, { userName: "" }],
    [{ sessionId: "s" }, { sessionId: "s" }],
    [{ projectPath: "/p" }, { projectPath: "/p" }],
    [{ workingDirectory: "/w" }, { workingDirectory: "/w", projectPath: "/w" }],
    [
      { workingDirectory: "/w", projectPath: "/p" },
      { workingDirectory: "/w", projectPath: "/p" },
    ],
    [{ launchTimestamp: "2025-01-15T10:30:00Z" }, { launchTimestamp: "2025-01-15T10:30:00.000Z" }],
    [{ launchTimestamp: "2025-01-15T10:30:00.25-08:00" }, { launchTimestamp: "2025-01-15T18:30:00.250Z" }],
    [{ trusted: false }, { trusted: false }],
    [{ permissionMode: "plan" }, { permissionMode: "plan" }],
  ])("%j of a scenario beats the default", (scenario, changed) => {
    expect(session(scenario)).toEqual({ ...defaults, ...changed });
  });

  const scenario = {
    defaultModel: "m",
    sessionId: "s",
    workingDirectory: "/w",
    permissionMode: "plan",
  } as const;

  test.each<[SessionFlags, Partial<Session>]>([
    [{ model: "f" }, { model: "f" }],
    [{ sessionId: "f" }, { sessionId: "f" }],
    [{ workingDirectory: "/f" }, { workingDirectory: "/f", projectPath: "/f" }],
    [{ permissionMode: "dont-ask" }, { permissionMode: "dont-ask" }],
    // Given is given, even with what would hold otherwise.
    [{ model: sessionDefaults.model }, { model: sessionDefaults.model }],
    [{ permissionMode: sessionDefaults.permissionMode }, { permissionMode: "default" }],
    [{ workingDirectory: "/here" }, { workingDirectory: "/here", projectPath: "/here" }],
  ])("the flags %j beat a scenario", (flags, changed) => {
    expect(session(scenario, flags)).toEqual({ ...session(scenario), ...changed });
  });

  test("makes up an id only where nobody says one", () => {
    const never = { ...surroundings, newSessionId: () => expect.unreachable() };
    expect(resolveSession({ ...emptyAgentScenario, sessionId: "s" }, {}, never).sessionId).toBe("s");
    expect(resolveSession(emptyAgentScenario, { sessionId: "f" }, never).sessionId).toBe("f");
  });

  test("takes a time only", () => {
    expect(() => session({ launchTimestamp: "soon" })).toThrow("not a time: soon");
  });
});
