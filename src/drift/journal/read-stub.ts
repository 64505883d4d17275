import { isJsonObject, limits, type Json } from "../../core/index.ts";
import type { StubAnswer, StubEvidence } from "../evidence.ts";
import {
  below,
  flag,
  list,
  object,
  optional,
  placeField,
  required,
  status,
  tell,
  text,
  warnOfUnknown,
  word,
  type Fields,
} from "./fields.ts";
import { knownFields } from "./known-fields.ts";
import { isShallow } from "./shallow.ts";

/** A line of the kind "stub". */
export interface StubLine {
  readonly id: string;
  /** What the calls of its world name it by. */
  readonly as: string;
  readonly world: string | undefined;
  /** Undefined: it is one that an earlier line has declared. */
  readonly stub: StubEvidence | undefined;
}

/** @param serviceOf the service that stands for a host */
export function readStub(
  fields: Fields,
  serviceOf: (host: string) => string | undefined,
): StubLine | undefined {
  warnOfUnknown(fields, "stub", knownFields.stub);
  const id = required(fields, "id", word);
  const target = optional(fields, "target", word);
  const host = optional(fields, "host", word);
  const method = optional(fields, "method", word)?.toUpperCase();
  const path = optional(fields, "path", word);
  const said = {
    as: optional(fields, "as", word),
    world: optional(fields, "world", word),
    name: optional(fields, "name", text),
    text: optional(fields, "text", text),
    answers: answersOf(fields),
    optional: optional(fields, "optional", flag) ?? false,
    forbidden: optional(fields, "forbidden", flag) ?? false,
    at: placeField(fields, "at"),
  };
  if (id === undefined) return undefined;
  const { as = id, world } = said;
  const service = target ?? (host === undefined ? undefined : (serviceOf(host) ?? host));
  if (service === undefined) return { id, as, world, stub: undefined };
  return {
    id,
    as,
    world,
    stub: {
      id,
      name: said.name,
      service,
      method,
      path,
      text: said.text ?? `${method ?? "*"} ${path ?? "/**"}`,
      answers: said.answers,
      optional: said.optional,
      forbidden: said.forbidden,
      at: said.at,
    },
  };
}

function answersOf(fields: Fields): readonly StubAnswer[] {
  const items = optional(fields, "answers", list) ?? [];
  return items.flatMap((item, index) => {
    if (!isJsonObject(item)) {
      tell(fields, `answers[${index}] is an object: ${object.name} with status, mediaType and json`);
      return [];
    }
    const answer = below(fields, `answers[${index}]`, item);
    warnOfUnknown(answer, "stub", knownFields.answer);
    return [
      {
        status: optional(answer, "status", status),
        mediaType: optional(answer, "mediaType", text),
        body: bodyOf(answer, item["json"]),
        fault: optional(answer, "fault", flag) ?? false,
      },
    ];
  });
}

function bodyOf(answer: Fields, json: Json | undefined): Json | undefined {
  if (json === undefined || isShallow(json, limits.checkedDepth)) return json;
  tell(
    answer,
    `${answer.path}json holds more than ${limits.checkedDepth} lists and objects inside each other`,
  );
  return undefined;
}
