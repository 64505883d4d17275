import { isJsonObject, type Json, type JsonObject } from "../../src/core/index.ts";
import type { KeySet } from "../../src/doubles/agent/messages/manifest/keys.ts";

/** An object that was printed, and the name of its key set. */
export interface Seen {
  readonly kind: string;
  readonly object: JsonObject;
}

/** A message that was printed, with the objects inside that have key sets. */
export function seenOf(message: JsonObject): readonly Seen[] {
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

/** A line of a session file. */
export function seenKept(line: JsonObject): readonly Seen[] {
  const { type, subtype, attachment } = line;
  if (type === "system") return [{ kind: `system:${subtype as string}`, object: line }];
  if (type === "attachment")
    return [{ kind: `attachment:${objectOf(attachment)["type"] as string}`, object: line }];
  if (type === "user")
    return [{ kind: "toolUseResult" in line ? "user[tool_result]" : "user", object: line }];
  if (type === "assistant") return [{ kind: kindOf(line), object: line }];
  return [{ kind: type as string, object: line }];
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** What of the keys of objects is not as their sets say. */
export function wrongIn(
  sets: Readonly<Record<string, KeySet | undefined>>,
  seen: readonly Seen[],
): readonly string[] {
  return seen.flatMap(({ kind, object }) =>
    wrongKeys(sets[kind] ?? { always: ["a key set"], sometimes: [] }, object).map(
      (what) => `${kind} ${what}`,
    ),
  );
}

/** What of an object's keys is not as its set says. */
function wrongKeys({ always, sometimes }: KeySet, object: JsonObject): readonly string[] {
  const keys = Object.keys(object);
  return [
    ...always.filter((key) => !keys.includes(key)).map((key) => `lacks ${key}`),
    ...keys.filter((key) => !always.includes(key) && !sometimes.includes(key)).map((key) => `has ${key}`),
  ];
}
