import { describe, expect, test } from "vitest";
import {
  conversations,
  sampleFacts,
  type FactsWanted,
} from "../../../../tests/samples/agent-conversation.ts";
import { seenOf, wrongIn, type Seen } from "../../../../tests/samples/agent-keys.ts";
import { measuredVersions, profileOf } from "../profile.ts";
import { createMessages } from "./index.ts";
import type { KeySet } from "./manifest/keys.ts";
import { manifestOf } from "./manifest/manifest.ts";

/** Everything that a conversation prints, with the objects inside that have key sets. */
function seenIn(name: string, wanted: FactsWanted & { readonly version: string }): readonly Seen[] {
  const messages = createMessages(sampleFacts(wanted));
  const events = conversations(wanted.version)[name] ?? [];
  return [messages.init(), ...events.flatMap((event) => messages.of(event))].flatMap(seenOf);
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
      wrongIn(sets, seenIn(name, { version, options })).map((what) => `${name}: ${what}`),
    );
    expect(wrong).toEqual([]);
  });

  test("are all shown by conversations", () => {
    const options = { includePartialMessages: true };
    const seen = new Set(names.flatMap((name) => seenIn(name, { version, options }).map(({ kind }) => kind)));
    expect([...seen].sort()).toEqual([...built, ...builtBy[profile]].sort());
  });
});
