import { describe, expect, test } from "vitest";
import { measuredVersions, profileOf } from "../../profile.ts";
import { jsonlKeys, manifestOf, manifests } from "./manifest.ts";

describe("the manifest", () => {
  test("is of the versions that were measured", () => {
    expect(manifests.map(({ version }) => version)).toEqual(measuredVersions.map(({ version }) => version));
  });

  test.each([
    ["2.1.12", "2.1.12"],
    ["2.1.29", "2.1.29"],
    ["2.1.328", "2.1.328"],
    ["2.1.28", "2.1.12"],
    ["2.0.99", "2.1.12"],
    ["2", "2.1.12"],
    ["1.9", "2.1.12"],
    ["2.1.30", "2.1.29"],
    ["3.0.0", "2.1.328"],
    ["what", "2.1.12"],
  ])("version %s has that of %s", (version, expected) => {
    expect(manifestOf(profileOf(version)).version).toBe(expected);
  });

  test("no set names a key twice", () => {
    for (const { printed, nested, kept } of manifests)
      for (const { always, sometimes } of [printed, nested, kept].flatMap((sets) => Object.values(sets)))
        expect(new Set([...always, ...sometimes]).size).toBe(always.length + sometimes.length);
  });

  test("current has every kind of message that classic has", () => {
    const [, classic, current] = manifests.map(({ printed }) => Object.keys(printed));
    const plain = (kind: string): string => kind.replace("(is_error)", "");
    expect(classic?.map(plain).filter((kind) => !current?.map(plain).includes(kind))).toEqual([]);
  });

  test("versions of one profile differ little", () => {
    const [first, second] = manifests;
    const changed = (one: object, other: object): readonly string[] =>
      Object.entries(other)
        .filter(([kind, set]) => JSON.stringify(Reflect.get(one, kind)) !== JSON.stringify(set))
        .map(([kind]) => kind);
    expect(changed(first.printed, second?.printed ?? {})).toEqual([
      "system:hook_response",
      "system:status",
      "control_request:can_use_tool",
      "control_request:hook_callback",
      "control_request:mcp_message",
      "control_response",
      "system:hook_started",
    ]);
    expect(changed(first.kept, second?.kept ?? {})).toEqual([
      "user",
      "file-history-snapshot",
      "system:api_error",
    ]);
  });

  test("session files have sets of their own", () => {
    expect(jsonlKeys(profileOf("2.1.29"))["queue-operation"]).toEqual({
      always: ["operation", "sessionId", "timestamp", "type"],
      sometimes: [],
    });
    expect(jsonlKeys(profileOf("2.1.12"))["last-prompt"]).toBeUndefined();
  });
});
