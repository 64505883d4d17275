import { isJsonObject, type Json, type JsonObject, type Place } from "../../core/index.ts";
import type {
  Content,
  DeclaredAnswer,
  Operation,
  Parameter,
  ParameterPlace,
  RequestBody,
  SecurityChoice,
  SecurityNeed,
} from "./contract.ts";
import { listedParameters, parameterKey } from "./listed-parameters.ts";
import { operationsOf, ownersOf } from "./paths.ts";
import { resolve } from "./references.ts";
import { below } from "./walk.ts";

/** An operation as it stands in the document, before anything of it was looked up. */
interface Found {
  readonly method: string;
  readonly template: string;
  readonly value: JsonObject;
  readonly pointer: string;
  readonly item: JsonObject;
  readonly itemPointer: string;
}

/**
 * The operations below `paths`. Only their names are read now: a document may have thousands, and most are never
 * called.
 * @param placesOf where pointers stand; asked once, for all operations
 */
export function operationsIn(
  document: JsonObject,
  placesOf: (pointers: readonly string[]) => readonly Place[],
): Operation[] {
  const { paths } = document;
  if (!isJsonObject(paths)) return [];
  const found = Object.keys(paths).flatMap((template): Found[] => {
    const written = paths[template] as Json;
    if (!template.startsWith("/") || !isJsonObject(written)) return [];
    const itemPointer = below("/paths", template);
    return operationsOf(document, written, itemPointer).map(({ method, value, at }) => ({
      method,
      template,
      value,
      pointer: at,
      item: written,
      itemPointer,
    }));
  });
  const places = once(() => placesOf(found.map(({ pointer }) => pointer)));
  return found.map((one, index) => operation(document, one, () => places()[index] as Place));
}

/** A function that makes its value when it is first asked. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function operation(document: JsonObject, found: Found, at: () => Place): Operation {
  const { method, template, value, pointer } = found;
  const id = value["operationId"];
  const parameters = once(() => parametersOf(document, found));
  const requestBody = once(() => requestBodyOf(document, value["requestBody"], `${pointer}/requestBody`));
  const responses = once(() => responsesOf(document, value["responses"], `${pointer}/responses`));
  const security = once(() => securityOf(document, value["security"] ?? document["security"]));
  return {
    id: typeof id === "string" ? id : undefined,
    method,
    template,
    pointer,
    get at() {
      return at();
    },
    get parameters() {
      return parameters();
    },
    get requestBody() {
      return requestBody();
    },
    get responses() {
      return responses();
    },
    get security() {
      return security();
    },
  };
}

function parametersOf(document: JsonObject, { item, itemPointer, value, pointer }: Found): Parameter[] {
  const shared = ownersOf(document, item, itemPointer).flatMap(({ owner, at }) =>
    listedParameters(document, owner, at),
  );
  const seen = new Set<string>();
  return [...listedParameters(document, value, pointer), ...shared].flatMap((listed) => {
    const key = listed.value === undefined ? undefined : parameterKey(listed.value);
    if (listed.value === undefined || key === undefined || seen.has(key)) return [];
    seen.add(key);
    return [parameter(document, listed.value, listed.pointer)];
  });
}

function parameter(document: JsonObject, value: JsonObject, pointer: string): Parameter {
  // The official schema of the document's version let no other place through.
  const place = value["in"] as ParameterPlace;
  const form = place === "query" || place === "cookie";
  const style = typeof value["style"] === "string" ? value["style"] : form ? "form" : "simple";
  const [content] = contentOf(document, value["content"], `${pointer}/content`);
  return {
    name: value["name"] as string,
    in: place,
    required: value["required"] === true || place === "path",
    style,
    explode:
      typeof value["explode"] === "boolean" ? value["explode"] : style === "form" || style === "cookie",
    allowEmpty: value["allowEmptyValue"] === true,
    schema: content === undefined ? value["schema"] : content.schema,
    mediaType: content?.mediaType,
    pointer,
  };
}

function contentOf(document: JsonObject, written: Json | undefined, pointer: string): Content[] {
  if (!isJsonObject(written)) return [];
  return Object.keys(written).map((mediaType) => {
    const at = below(pointer, mediaType);
    const resolved = resolve(document, written[mediaType], at);
    return {
      mediaType,
      schema: isJsonObject(resolved.value) ? resolved.value["schema"] : undefined,
      pointer: resolved.pointer,
    };
  });
}

function requestBodyOf(document: JsonObject, written: Json | undefined, at: string): RequestBody | undefined {
  const { value, pointer } = resolve(document, written, at);
  if (!isJsonObject(value)) return undefined;
  return {
    required: value["required"] === true,
    content: contentOf(document, value["content"], `${pointer}/content`),
    pointer,
  };
}

function responsesOf(
  document: JsonObject,
  written: Json | undefined,
  at: string,
): ReadonlyMap<string, DeclaredAnswer> {
  if (!isJsonObject(written)) return new Map();
  const declared = Object.keys(written).filter((status) => !status.startsWith("x-"));
  return new Map(
    declared.map((key): [string, DeclaredAnswer] => {
      const { value, pointer } = resolve(document, written[key], below(at, key));
      const status = key === "default" ? key : key.toUpperCase();
      const content = isJsonObject(value) ? contentOf(document, value["content"], `${pointer}/content`) : [];
      return [status, { status, content, pointer }];
    }),
  );
}

function securityOf(document: JsonObject, written: Json | undefined): readonly SecurityChoice[] | undefined {
  if (!Array.isArray(written)) return undefined;
  const components = document["components"];
  const schemes = isJsonObject(components) ? components["securitySchemes"] : undefined;
  return written
    .filter(isJsonObject)
    .map((choice) => Object.keys(choice).map((name) => need(document, schemes, name)));
}

function need(document: JsonObject, schemes: Json | undefined, name: string): SecurityNeed {
  const written = isJsonObject(schemes) && Object.hasOwn(schemes, name) ? schemes[name] : undefined;
  const { value } = resolve(document, written, "");
  const scheme = isJsonObject(value) ? value : {};
  const text = (field: string): string | undefined => {
    const found = scheme[field];
    return typeof found === "string" ? found : undefined;
  };
  return {
    name,
    type: text("type") ?? "unknown",
    scheme: text("scheme")?.toLowerCase(),
    in: text("in"),
    parameter: text("name"),
  };
}
