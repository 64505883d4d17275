import {
  decodeLossless,
  isTooDeep,
  limits,
  quote,
  textOf,
  type HeaderList,
  type Json,
} from "../../core/index.ts";
import type { Schemas } from "../schema/index.ts";
import type { Breach } from "./breach.ts";
import { propertySchema, typesOf } from "./coerce.ts";
import type { Content, Contract, Operation } from "./contract.ts";
import { formValue, type FormEntry } from "./form-value.ts";
import { contentFor, essence, isJsonType } from "./media-type.ts";
import { multipartFields, type MultipartField } from "./multipart.ts";
import { queryEntries } from "./query.ts";

/** What is wrong with the body of a request. */
export function bodyBreaches(
  contract: Contract,
  operation: Operation,
  request: { readonly headers: HeaderList; readonly body: Uint8Array },
): Breach[] {
  const { requestBody } = operation;
  if (requestBody === undefined) return [];
  const { pointer: declared, content } = requestBody;
  if (request.body.length === 0) {
    if (!requestBody.required) return [];
    return [{ rule: "missing-input", what: "the body is missing", part: "body", path: "", declared }];
  }
  const mediaType = request.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const found = mediaType === undefined ? undefined : contentFor(content, mediaType);
  if (mediaType === undefined || found === undefined) {
    const near = content.map((one) => one.mediaType);
    if (near.length === 0) return [];
    const got = mediaType === undefined ? "has no media type" : `is ${quote(essence(mediaType), 60)}`;
    const what = `the body ${got}; declared: ${near.join(", ")}`;
    return [{ rule: "undeclared-request-type", what, part: "body", path: "", declared, near }];
  }
  const read = readBody(contract.schemas, found, mediaType, request.body);
  if (read === undefined) return [];
  if ("unreadable" in read) {
    const what = `the body ${read.unreadable}`;
    return [{ rule: "invalid-request", what, part: "body", path: "", declared: found.pointer }];
  }
  return valueBreaches(contract.schemas, found, read.value, "request");
}

/** The value of a body; undefined for media types whose bodies are not looked into. */
function readBody(
  schemas: Schemas,
  content: Content,
  mediaType: string,
  body: Uint8Array,
): { readonly value: Json } | { readonly unreadable: string } | undefined {
  const type = essence(mediaType);
  if (isJsonType(type)) {
    const text = textOf(body);
    if (text === undefined) return { unreadable: "is not UTF-8" };
    if (isTooDeep(text, limits.checkedDepth)) {
      return { unreadable: `holds more than ${limits.checkedDepth} lists and objects inside each other` };
    }
    try {
      return { value: JSON.parse(text) as Json };
    } catch (error) {
      return { unreadable: `is not JSON: ${withoutExcerpt((error as Error).message)}` };
    }
  }
  if (type === "application/x-www-form-urlencoded") {
    return { value: formValue(schemas, content.schema, queryEntries(decodeLossless(body))) };
  }
  if (type === "multipart/form-data") {
    const fields = multipartFields(mediaType, body);
    if (fields === undefined) return { unreadable: "is not multipart/form-data" };
    return formValueOfParts(schemas, content, fields);
  }
  if (type.startsWith("text/")) return { value: decodeLossless(body) };
  return undefined;
}

/** What the parser says, without the part of the body that it shows: that may be a part of a secret. */
function withoutExcerpt(message: string): string {
  return message.replace(/, (?:\.\.\.)?"[^]*$/, "").slice(0, 120);
}

/** Parts that say that they are JSON are read as it; files of JSON stay text where the schema asks for text. */
function formValueOfParts(
  schemas: Schemas,
  content: Content,
  fields: readonly MultipartField[],
): { readonly value: Json } | { readonly unreadable: string } {
  const entries: FormEntry[] = [];
  for (const { name, value, mediaType = "" } of fields) {
    const types = typesOf(schemas, propertySchema(schemas, content.schema, name));
    const whole = types.has("object") || types.has("array");
    if (!isJsonType(mediaType) || !whole || isTooDeep(value, limits.checkedDepth)) {
      entries.push({ name, value });
      continue;
    }
    try {
      entries.push({ name, value, json: JSON.parse(value) as Json });
    } catch (error) {
      return {
        unreadable: `has a part ${quote(name, 60)} that is not JSON: ${withoutExcerpt((error as Error).message)}`,
      };
    }
  }
  return { value: formValue(schemas, content.schema, entries) };
}

/** What a schema does not allow in a body. */
export function valueBreaches(
  schemas: Schemas,
  { schema, pointer }: Content,
  value: Json,
  direction: "request" | "answer",
): Breach[] {
  if (schema === undefined) return [];
  const validator = schemas.validator(schema, { direction, pointer: `#${pointer}/schema` });
  // A schema that can't be used is told where the contract is checked, not at each call.
  if (!validator.ok) return [];
  return validator.value.check(value).map(({ path, keyword, what, schemaPath }) => ({
    rule: direction === "request" ? "invalid-request" : "invalid-answer",
    what: `${path === "" ? "the body" : `body ${path}`} ${what}`,
    part: "body",
    path,
    keyword,
    declared: schemaPath.replace(/^#/, ""),
  }));
}
