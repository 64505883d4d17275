import { isJsonObject } from "../../../core/index.ts";
import type { HookInput } from "../domain/hooks.ts";
import { optionalFlag, textList } from "./body.ts";
import type { BodyFields } from "./request.ts";

/** What a request says of a webhook. */
export function hookIn(body: BodyFields): HookInput {
  const config = body["config"];
  return {
    ...hookConfigIn(isJsonObject(config) ? config : {}),
    events: textList(body, "events"),
    active: optionalFlag(body, "active"),
  };
}

/** What a request says of where a webhook sends to. */
export function hookConfigIn(config: BodyFields): HookInput {
  const { url, content_type: contentType, insecure_ssl: insecureSsl, secret } = config;
  return {
    url: text(url),
    contentType: text(contentType),
    // A number in older clients.
    insecureSsl: text(insecureSsl),
    secret: text(secret),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
