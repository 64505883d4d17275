import { describe, expect, test } from "vitest";
import {
  conversations,
  sampleFacts,
  type FactsWanted,
} from "../../../../tests/samples/agent-conversation.ts";
import { isJsonObject, type Json, type JsonObject } from "../../../core/index.ts";
import { measuredVersions, profileOf } from "../profile.ts";
import { createMessages } from "./index.ts";
import type { KeySet } from "./manifest/keys.ts";
import { manifestOf } from "./manifest/manifest.ts";

/** An object that was printed, and the name of its key set. */
interface Seen {
  readonly kind: string;
  readonly object: JsonObject;
}

/** Everything that a conversation prints, with the objects inside that have key sets. */
function seenIn(name: string, wanted: FactsWanted & { readonly version: string }): readonly Seen[] {
  const messages = createMessages(sampleFacts(wanted));
  const events = conversations(wanted.version)[name] ?? [];
  return [messages.init(), ...events.flatMap((event) => messages.of(event))].flatMap(seenOf);
}

function seenOf(message: JsonObject): readonly Seen[] {
  const kind = kindOf(message);
  const told = objectOf(message["message"]);
  const top = { kind, object: message };
  if (kind.startsWith("result:"))
    return [
      top,
      { kind: "result.usage", object: objectOf(message["usage"]) },
      ...Object.values(objectOf(message["modelUsage"])).map((one) => ({
        kind: "result.modelUsage.<model>",
        object: objectOf(one),
      })),
      ...listOf(message["permission_denials"]).map((object) => ({
        kind: "result.permission_denials[]",
        object,
      })),
    ];
  if (!isJsonObject(message["message"])) return [top];
  const blocks = listOf(told["content"]).map((object) => ({
    kind: `${kind}.content.${object["type"] as string}`,
    object,
  }));
  const usage = "usage" in told ? [{ kind: `${kind}.message.usage`, object: objectOf(told["usage"]) }] : [];
  return [top, { kind: `${kind}.message`, object: told }, ...usage, ...blocks];
}

function kindOf(message: JsonObject): string {
  const { type, subtype } = message;
  if (type === "stream_event") return `stream_event:${objectOf(message["event"])["type"] as string}`;
  if (type === "assistant")
    return objectOf(message["message"])["model"] === "<synthetic>" ? "assistant(synthetic)" : "assistant";
  if (type === "user") return "user[tool_result]";
  const error = type === "result" && message["is_error"] === true ? "(is_error)" : "";
  return `${type as string}:${subtype as string}${error}`;
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** What of an object's keys is not as its set says. */
function wrongKeys({ always, sometimes }: KeySet, object: JsonObject): readonly string[] {
  const keys = Object.keys(object);
  return [
    ...always.filter((key) => !keys.includes(key)).map((key) => `lacks ${key}`),
    ...keys.filter((key) => !always.includes(key) && !sometimes.includes(key)).map((key) => `has ${key}`),
  ];
}

const built = [
  "assistant",
  "assistant(synthetic)",
  "assistant(synthetic).content.text",
  "assistant(synthetic).message",
  "assistant(synthetic).message.usage",
  "assistant.content.text",
  "assistant.content.thinking",
  "assistant.content.tool_use",
  "assistant.message",
  "assistant.message.usage",
  "result.modelUsage.<model>",
  "result.permission_denials[]",
  "result.usage",
  "result:error_during_execution(is_error)",
  "result:success",
  "result:success(is_error)",
  "stream_event:content_block_delta",
  "stream_event:content_block_start",
  "stream_event:content_block_stop",
  "stream_event:message_delta",
  "stream_event:message_start",
  "stream_event:message_stop",
  "system:init",
  "user[tool_result]",
  "user[tool_result].content.tool_result",
  "user[tool_result].message",
];
const builtBy = {
  classic: ["result:error_max_budget_usd", "result:error_max_turns"],
  current: [
    "result:error_max_budget_usd(is_error)",
    "result:error_max_turns(is_error)",
    "system:api_retry",
    "system:permission_denied",
    "system:status",
  ],
};

describe.each(measuredVersions)("key sets of $version", ({ version, name: profile }) => {
  const { printed, nested } = manifestOf(profileOf(version));
  const sets: Readonly<Record<string, KeySet | undefined>> = { ...printed, ...nested };
  const names = Object.keys(conversations(version));

  test.each([
    { includePartialMessages: false, outputFormat: "stream-json" },
    { includePartialMessages: true, outputFormat: "stream-json" },
    { includePartialMessages: true, outputFormat: "json" },
  ] as const)("equal the manifest: $outputFormat, partial $includePartialMessages", (options) => {
    const wrong = names.flatMap((name) =>
      seenIn(name, { version, options }).flatMap(({ kind, object }) =>
        wrongKeys(sets[kind] ?? { always: ["a key set"], sometimes: [] }, object).map(
          (what) => `${name}: ${kind} ${what}`,
        ),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test("are all shown by conversations", () => {
    const options = { includePartialMessages: true };
    const seen = new Set(names.flatMap((name) => seenIn(name, { version, options }).map(({ kind }) => kind)));
    expect([...seen].sort()).toEqual([...built, ...builtBy[profile]].sort());
  });
});
