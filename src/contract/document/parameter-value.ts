import type { Json } from "../../core/index.ts";
import type { Schemas } from "../schema/index.ts";
import { coerce, itemSchema, propertySchema, readings, typesOf } from "./coerce.ts";
import type { Parameter } from "./contract.ts";
import { formValue } from "./form-value.ts";
import { isJsonType } from "./media-type.ts";
import { decodeQuery, type QueryEntry } from "./query.ts";

/** What a parameter may have been given: one reading, or several where a text can mean several things. */
export type Given =
  | { readonly readings: readonly Json[]; readonly names: readonly string[] }
  | { readonly unreadable: string; readonly names: readonly string[] };

/** The shape of a value that a parameter's schema asks for. */
export function shapeOf(schemas: Schemas, parameter: Parameter): "list" | "table" | "text" {
  const types = typesOf(schemas, parameter.schema);
  if (types.has("array")) return "list";
  return types.has("object") ? "table" : "text";
}

/** The value of a query parameter; undefined when it is not there. */
export function fromQuery(
  schemas: Schemas,
  parameter: Parameter,
  entries: readonly QueryEntry[],
): Given | undefined {
  const { name, style, explode, schema } = parameter;
  const own = entries.filter((entry) => entry.name === name);
  const shape = shapeOf(schemas, parameter);
  if (style === "deepObject") return deepObject(schemas, parameter, entries);
  if (shape === "table" && explode && parameter.mediaType === undefined) {
    const declared = entries.filter((entry) => propertySchema(schemas, schema, entry.name) !== undefined);
    return declared.length === 0 ? undefined : table(schemas, parameter, declared);
  }
  const [first] = own;
  if (first === undefined) return undefined;
  if (shape === "list" && explode && parameter.mediaType === undefined) {
    return list(
      schemas,
      parameter,
      own.map(({ value }) => value),
    );
  }
  const separator = style === "spaceDelimited" ? /%20|\+| / : style === "pipeDelimited" ? /\||%7C/i : /,/;
  const given = fromText(schemas, parameter, first.value, () => first.raw.split(separator).map(decodeQuery));
  if (!/%2c/i.test(first.raw) || "unreadable" in given) return given;
  // Nearly all clients escape the commas between items too, and servers split what they have decoded.
  const decoded = fromText(schemas, parameter, first.value, () => first.value.split(","));
  return "unreadable" in decoded ? given : { ...given, readings: [...given.readings, ...decoded.readings] };
}

/** `filter[name]=x&filter[age]=7` */
function deepObject(
  schemas: Schemas,
  parameter: Parameter,
  entries: readonly QueryEntry[],
): Given | undefined {
  const { name, schema } = parameter;
  const own = entries.filter((entry) => entry.name.startsWith(`${name}[`) && entry.name.endsWith("]"));
  if (own.length === 0) return undefined;
  const fields = own.map((entry) => ({ ...entry, name: entry.name.slice(name.length + 1, -1) }));
  // `ids[]=a&ids[]=b` and `ids[0]=a`: a list that is written as tables are.
  const listed = typesOf(schemas, schema).has("array") && fields.every((field) => /^\d*$/.test(field.name));
  const given = listed
    ? list(
        schemas,
        parameter,
        fields.map(({ value }) => value),
      )
    : table(schemas, parameter, fields);
  // How deeper levels are written is not said by any version of OpenAPI, so they are not checked.
  const deeper = fields.some((field) => /[[\]]/.test(field.name));
  return { ...given, ...(deeper ? { readings: [] } : {}), names: own.map((entry) => entry.name) };
}

/** The value of a header, a cookie or a part of the path. */
export function fromPlain(schemas: Schemas, parameter: Parameter, text: string): Given {
  const { style, explode, name } = parameter;
  if (style === "label") {
    const rest = text.replace(/^\./, "");
    return fromText(schemas, parameter, rest, () => rest.split(explode ? "." : ","));
  }
  if (style === "matrix") {
    const prefix = `${name}=`;
    const parts = text.replace(/^;/, "").split(";");
    const values = parts.map((part) => (part.startsWith(prefix) ? part.slice(prefix.length) : part));
    return fromText(schemas, parameter, values[0] as string, () =>
      explode ? values : (values[0] as string).split(","),
    );
  }
  return fromText(schemas, parameter, text, () => text.split(",").map((item) => item.trim()));
}

function fromText(
  schemas: Schemas,
  parameter: Parameter,
  text: string,
  items: () => readonly string[],
): Given {
  const names = [parameter.name];
  if (parameter.mediaType !== undefined) return fromDocument(parameter, text, names);
  const shape = shapeOf(schemas, parameter);
  if (shape === "list") return list(schemas, parameter, text === "" ? [] : items());
  if (shape === "table") return fromPairs(schemas, parameter, items());
  return { readings: readings(schemas, parameter.schema, text), names };
}

function fromDocument(parameter: Parameter, text: string, names: readonly string[]): Given {
  if (!isJsonType(parameter.mediaType as string)) return { readings: [], names };
  try {
    return { readings: [JSON.parse(text) as Json], names };
  } catch {
    return { unreadable: "is not JSON", names };
  }
}

function fromPairs(schemas: Schemas, parameter: Parameter, items: readonly string[]): Given {
  const { explode, name } = parameter;
  const fields = explode
    ? items.map((item) => item.split("=", 2))
    : items.flatMap((item, index) => (index % 2 === 0 ? [[item, items[index + 1] ?? ""]] : []));
  return {
    ...table(
      schemas,
      parameter,
      fields.map(([field, value]) => ({ name: field as string, value: value ?? "", raw: "" })),
    ),
    names: [name],
  };
}

function list(schemas: Schemas, parameter: Parameter, texts: readonly string[]): Given {
  const items = itemSchema(schemas, parameter.schema);
  const value = texts.map((text) => coerce(schemas, items, text));
  // One text may also be meant as the text itself, where the schema allows both.
  const plain =
    texts.length === 1 && typesOf(schemas, parameter.schema).has("string") ? [texts[0] as string] : [];
  return { readings: [value, ...plain], names: [parameter.name] };
}

function table(schemas: Schemas, parameter: Parameter, entries: readonly QueryEntry[]): Given {
  return {
    readings: [formValue(schemas, parameter.schema, entries)],
    names: entries.map(({ name }) => name),
  };
}
