import { nearest, quote, type HeaderList, type Json } from "../../core/index.ts";
import { takesAnyField } from "./coerce.ts";
import { bodyBreaches } from "./body.ts";
import type { Breach } from "./breach.ts";
import type { Contract, Operation, Parameter } from "./contract.ts";
import { bringsOneOf, credentialsText } from "./credentials.ts";
import { fromPlain, fromQuery, shapeOf, type Given } from "./parameter-value.ts";
import { queryEntries, type QueryEntry } from "./query.ts";

/** A request as it came, for an operation that was found for it. */
export interface CheckedRequest {
  /** Without or with its question mark. */
  readonly query: string;
  readonly headers: HeaderList;
  /** What the template's names stand for, as Contract.find says it. */
  readonly params: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

interface Parts {
  readonly request: CheckedRequest;
  readonly entries: readonly QueryEntry[];
}

/**
 * What a request has that its operation does not declare, or lacks that it asks for: parameters, body, credentials
 * (that they are there). Everything at once; empty when nothing is wrong.
 */
export function checkRequest(contract: Contract, operation: Operation, request: CheckedRequest): Breach[] {
  const entries = queryEntries(request.query);
  const parts: Parts = { request, entries };
  const known = new Set<string>();
  const breaches = operation.parameters.flatMap((parameter) =>
    parameterBreaches(contract, parameter, parts, known),
  );
  return [
    ...breaches,
    ...undeclaredQuery(contract, operation, entries, known),
    ...undeclaredHeaders(operation, request.headers),
    ...securityBreaches(operation, parts),
    ...bodyBreaches(contract, operation, request),
  ];
}

function cookiesOf(headers: HeaderList): ReadonlyMap<string, string> {
  const texts = headers
    .filter(([name]) => name.toLowerCase() === "cookie")
    .flatMap(([, value]) => value.split(";"));
  return new Map(
    texts.map((text): [string, string] => {
      const at = text.indexOf("=");
      return at < 0 ? [text.trim(), ""] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
    }),
  );
}

/** Headers that parameters can't describe: the media types and the credentials are declared elsewhere. */
const notParameters: ReadonlySet<string> = new Set(["accept", "content-type", "authorization"]);

function given(contract: Contract, parameter: Parameter, { request, entries }: Parts): Given | undefined {
  const { name } = parameter;
  switch (parameter.in) {
    case "query":
      return fromQuery(contract.schemas, parameter, entries);
    case "path": {
      const text = Object.hasOwn(request.params, name) ? request.params[name] : undefined;
      return text === undefined ? undefined : fromPlain(contract.schemas, parameter, text);
    }
    case "header": {
      const values = request.headers.filter(([own]) => own.toLowerCase() === name.toLowerCase());
      const text = values.map(([, value]) => value).join(", ");
      return values.length === 0 ? undefined : fromPlain(contract.schemas, parameter, text);
    }
    case "cookie": {
      const text = cookiesOf(request.headers).get(name);
      return text === undefined ? undefined : fromPlain(contract.schemas, parameter, text);
    }
    case "querystring":
    default:
      // The whole query as one value: what its media type makes of it is not checked.
      return { readings: [], names: entries.map((entry) => entry.name) };
  }
}

function parameterBreaches(
  contract: Contract,
  parameter: Parameter,
  parts: Parts,
  known: Set<string>,
): Breach[] {
  const { name, in: place, pointer: declared, schema } = parameter;
  if (place === "header" && notParameters.has(name.toLowerCase())) return [];
  const part = place === "querystring" ? "query" : place;
  const subject = (): string =>
    `${part} ${part === "header" || part === "cookie" ? "" : "parameter "}${quote(name, 60)}`;
  if (part === "query") known.add(name);
  const found = given(contract, parameter, parts);
  if (found === undefined) {
    if (!parameter.required) return [];
    return [{ rule: "missing-input", what: `${subject()} is missing`, part, path: name, declared }];
  }
  if (part === "query") for (const one of found.names) known.add(one);
  if ("unreadable" in found) {
    return [
      { rule: "invalid-request", what: `${subject()} ${found.unreadable}`, part, path: name, declared },
    ];
  }
  const [first] = found.readings;
  if (first === undefined || schema === undefined || (parameter.allowEmpty && isEmpty(first))) return [];
  const validator = contract.schemas.validator(schema, {
    direction: "request",
    pointer: `#${declared}/schema`,
  });
  if (!validator.ok) return [];
  const checked = found.readings.map((reading) => validator.value.check(reading));
  if (checked.some((violations) => violations.length === 0)) return [];
  return (checked[0] ?? []).map(({ path, keyword, what, schemaPath }) => ({
    rule: "invalid-request",
    what: `${subject()}${path === "" ? "" : ` at ${path}`} ${what}`,
    part,
    path: name,
    keyword,
    declared: schemaPath.replace(/^#/, ""),
  }));
}

function isEmpty(value: Json): boolean {
  return value === "" || (Array.isArray(value) && value.every((item: Json) => item === ""));
}

function undeclaredQuery(
  contract: Contract,
  operation: Operation,
  entries: readonly QueryEntry[],
  known: ReadonlySet<string>,
): Breach[] {
  if (entries.every(({ name }) => known.has(name))) return [];
  const declared = operation.parameters.filter((parameter) => parameter.in === "query");
  const takesAll = declared.some(
    (parameter) =>
      parameter.style === "form" &&
      parameter.explode &&
      shapeOf(contract.schemas, parameter) === "table" &&
      takesAnyField(contract.schemas, parameter.schema),
  );
  if (takesAll || operation.parameters.some((parameter) => parameter.in === "querystring")) return [];
  const keys = credentialNames(operation, "query");
  const names = new Set(
    entries.map(({ name }) => name).filter((name) => !known.has(name) && !keys.has(name)),
  );
  return [...names].map((name) => ({
    rule: "undeclared-query",
    what: `query parameter ${quote(name, 60)} is not declared`,
    part: "query",
    path: name,
    declared: operation.pointer,
    near: nearest(
      name,
      declared.map((parameter) => parameter.name),
    ),
  }));
}

function undeclaredHeaders(operation: Operation, headers: HeaderList): Breach[] {
  const custom = headers.map(([name]) => name).filter((name) => /^x-(?!backlot-)/i.test(name));
  if (custom.length === 0) return [];
  const declared = new Set([
    ...operation.parameters.filter((one) => one.in === "header").map(({ name }) => name.toLowerCase()),
    ...[...credentialNames(operation, "header")].map((name) => name.toLowerCase()),
  ]);
  const own = custom.filter((name) => !declared.has(name.toLowerCase()));
  return [...new Set(own)].map((name) => ({
    rule: "undeclared-header",
    what: `header ${quote(name, 60)} is not declared`,
    part: "header",
    path: name,
    declared: operation.pointer,
  }));
}

function credentialNames({ security = [] }: Operation, place: string): ReadonlySet<string> {
  const keys = security.flat().filter(({ type, in: own }) => type === "apiKey" && own === place);
  return new Set(keys.map(({ parameter }) => parameter ?? ""));
}

function securityBreaches(operation: Operation, { request, entries }: Parts): Breach[] {
  const { security } = operation;
  if (security === undefined || security.length === 0) return [];
  const cookies = cookiesOf(request.headers);
  if (bringsOneOf(security, { headers: request.headers, query: entries, cookies })) return [];
  const what = `no credentials; declared: ${credentialsText(security)}`;
  return [{ rule: "missing-credentials", what, part: "security", path: "", declared: operation.pointer }];
}
