import {
  fromBase64,
  isJsonObject,
  isTooDeep,
  limits,
  type Json,
  type TextOrBase64,
} from "../../core/index.ts";
import type { ServiceCall } from "../evidence.ts";
import {
  below,
  count,
  list,
  object,
  oneOf,
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

/** A line of the kind "call". */
export interface CallLine {
  readonly world: string | undefined;
  /** Undefined: the next in its world. */
  readonly id: number | undefined;
  /** What its world names the stub by. */
  readonly stub: string | undefined;
  /** Undefined: it is none of HTTP. */
  readonly call: Omit<ServiceCall, "id" | "stub"> | undefined;
}

const outcome = oneOf("answered", "passed", "refused", "gone", "failed");
const protocol = oneOf("http", "command");

/** What one reading of a journal keeps, since most calls are answered like one before. */
export interface CallReading {
  /** The service that stands for a host. */
  readonly serviceOf: (host: string) => string | undefined;
  /** Bodies of answers by their text. */
  readonly answers: Map<string, Json | undefined>;
}

/** Bodies that are kept, and how long their texts may be. */
const answersMax = 2_000;
const answerCharsMax = 20_000;

/** Reads a line of the kind "call". */
export function readCall(fields: Fields, reading: CallReading): CallLine | undefined {
  const { serviceOf, answers } = reading;
  warnOfUnknown(fields, "call", knownFields.call);
  const world = optional(fields, "world", word);
  const id = optional(fields, "id", count);
  const stub = optional(fields, "expectation", word);
  const ended = required(fields, "outcome", outcome);
  const detail = required(fields, "detail", object);
  if (ended === undefined || detail === undefined) return undefined;
  const http = below(fields, "detail", detail);
  const by = required(http, "protocol", protocol);
  if (by === undefined) return undefined;
  if (by === "command") return { world, id, stub, call: undefined };
  const host = optional(fields, "host", word);
  const target = optional(fields, "target", word);
  const exchange = exchangeOf(http, answers);
  const call = {
    service: target ?? (host === undefined ? undefined : serviceOf(host)),
    host,
    ...exchange,
    outcome: ended,
    caller: placeField(fields, "caller"),
    findings: findingNames(fields),
  };
  return { world, id, stub, call };
}

type Exchange = Pick<ServiceCall, "method" | "path" | "query" | "headers" | "body" | "status" | "answer">;

function exchangeOf(http: Fields, answers: CallReading["answers"]): Exchange {
  warnOfUnknown(http, "call", knownFields.detail);
  const path = required(http, "path", word) ?? "";
  if (path.includes("?")) tell(http, `${http.path}path holds a "?": what stands behind it is the query`);
  const response = optional(http, "response", object);
  return {
    method: required(http, "method", word)?.toUpperCase() ?? "",
    path,
    query: optional(http, "query", text) ?? "",
    headers: (required(http, "headers", list), headersOf(http)),
    body: bodyOf(http),
    ...(response === undefined
      ? { status: undefined }
      : answerOf(below(http, "response", response), answers)),
  };
}

function answerOf(response: Fields, answers: CallReading["answers"]): Pick<ServiceCall, "status" | "answer"> {
  warnOfUnknown(response, "call", knownFields.response);
  const body = bodyOf(response);
  const [, mediaType = ""] =
    headersOf(response).find(([name]) => name.toLowerCase() === "content-type") ?? [];
  const broken = optional(response, "fault", text) !== undefined;
  const json = /^application\/(?:[\w.+-]+\+)?json\b/i.test(mediaType);
  return {
    status: required(response, "status", status),
    answer: json && !broken && typeof body === "string" ? knownJson(body, answers) : undefined,
  };
}

function knownJson(body: string, answers: CallReading["answers"]): Json | undefined {
  if (body.length > answerCharsMax) return jsonOf(body);
  const known = answers.get(body);
  if (known !== undefined || answers.has(body)) return known;
  if (answers.size >= answersMax) answers.clear();
  const value = jsonOf(body);
  answers.set(body, value);
  return value;
}

function jsonOf(body: string): Json | undefined {
  if (isTooDeep(body, limits.checkedDepth)) return undefined;
  try {
    const value = JSON.parse(body) as Json;
    return isShallow(value, limits.checkedDepth) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Pairs of name and value. */
function headersOf(fields: Fields): ServiceCall["headers"] {
  const pairs = fields.object["headers"];
  if (pairs === undefined || pairs === null) return [];
  if (Array.isArray(pairs) && pairs.every(isHeader)) return pairs as ServiceCall["headers"];
  tell(fields, `${fields.path}headers is a list of pairs: [["accept", "*/*"]]`);
  return [];
}

function isHeader(pair: Json): boolean {
  return (
    Array.isArray(pair) && pair.length === 2 && typeof pair[0] === "string" && typeof pair[1] === "string"
  );
}

/** A body that is known whole. */
function bodyOf(fields: Fields): TextOrBase64 | undefined {
  const value = optional(fields, "body", object);
  if (value === undefined) return undefined;
  const body = below(fields, "body", value);
  warnOfUnknown(body, "call", knownFields.body);
  const data = value["data"];
  // A length stands there only where the data was cut.
  const cut = optional(body, "length", count) !== undefined;
  if (typeof data === "string") return cut ? undefined : data;
  const base64 = isJsonObject(data) ? data["base64"] : undefined;
  if (typeof base64 === "string" && fromBase64(base64) !== undefined) return cut ? undefined : { base64 };
  tell(fields, `${body.path}data is text, or { "base64": ... } for bytes that are none`);
  return undefined;
}

/** Names of the findings that came with a call. */
function findingNames(fields: Fields): readonly string[] {
  const items = optional(fields, "findings", list) ?? [];
  if (items.length === 0) return none;
  return items.flatMap((item, index) => {
    const name = isJsonObject(item) ? item["name"] : undefined;
    if (typeof name === "string") return name;
    tell(fields, `findings[${index}] has no name`);
    return [];
  });
}

const none: readonly string[] = [];
