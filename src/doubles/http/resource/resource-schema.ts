import { isJsonObject, type Json, type JsonObject, type Place } from "../../../core/index.ts";
import {
  boolean,
  integer,
  jsonContent,
  list,
  mapped,
  optional,
  string,
  table,
  type MapContext,
} from "../../../scenario/index.ts";

/** How many items one answer of a list has, and how a client asks for the next ones. */
export interface PageConfig {
  /** The query item by which a client says where to go on. */
  readonly by: { readonly kind: "offset" | "number" | "cursor"; readonly name: string };
  /** The query item that says how many; null: a client can't say. */
  readonly limit: string | null;
  readonly size: number;
  readonly sizeMax: number | null;
  /** Field beside the items that holds how many there are in all. */
  readonly total: string | null;
  /** Field beside the items that holds where to go on, null at the end. */
  readonly next: string | null;
  /** Whether a Link header names the next page. */
  readonly link: boolean;
}

/** What a resource's file says. */
export interface ResourceFields {
  readonly id: string;
  /** How ids are made, with {{n}} or {{uuid}}. */
  readonly ids: string;
  readonly defaults: JsonObject;
  readonly created: string | null;
  readonly updated: string | null;
  readonly items: readonly JsonObject[];
  /** Field of a list's answer that holds the items; null: as the contract has it, else the answer is the list. */
  readonly list: string | null;
  readonly page: PageConfig | null;
  readonly filters: readonly string[];
  readonly at: Place;
  /** Where its items are written. */
  readonly itemsAt: Place;
}

/** Where a resource is found: the paths of its stubs. */
export interface ResourcePath {
  /** Template of the collection: "/spaces/{space_id}/messages". */
  readonly collection: string;
  /** Name of the item's id in the path, where a stub stands for one item: "message_id". */
  readonly name: string | null;
}

/** A resource of a service. */
export interface ResourceConfig extends ResourceFields {
  readonly name: string;
  readonly paths: readonly ResourcePath[];
}

/** The names that resources may have. */
export const resourceName = {
  pattern: /^[A-Za-z][A-Za-z0-9_-]{0,62}$/,
  expected: "a resource's name: letters, digits, _ -",
} as const;

const field = (): ReturnType<typeof string> => string({ nonEmpty: true });

const page = mapped(
  table(
    {
      size: optional(integer(1, 10_000), "How many items an answer has when the client does not say.", {
        example: 20,
        otherwise: "20",
      }),
      size_max: optional(integer(1, 10_000), "How many it has at the most, whatever the client says."),
      limit: optional(field(), "The query item that says how many.", { example: "limit" }),
      offset: optional(field(), "The query item that says how many items are passed over.", {
        example: "offset",
      }),
      number: optional(field(), "The query item that says which page, from 1.", { example: "page" }),
      cursor: optional(field(), "The query item that says where to go on, as an answer said it in next.", {
        example: "cursor",
      }),
      total: optional(field(), "Field beside the items: how many there are in all.", { example: "total" }),
      next: optional(
        field(),
        "Field beside the items: what to send for the next page, in the query item of offset, number or cursor; null at the end.",
        { example: "next_cursor" },
      ),
      link: optional(boolean(), "Name the next page in a Link header.", { otherwise: "false" }),
    },
    { rules: [{ rule: "exactly-one", of: ["offset", "number", "cursor"] }] },
  ),
  ({
    size = 20,
    sizeMax = null,
    limit = null,
    total = null,
    next = null,
    link = false,
    ...by
  }): PageConfig => ({
    by:
      by.offset !== undefined
        ? { kind: "offset", name: by.offset }
        : by.number !== undefined
          ? { kind: "number", name: by.number }
          : { kind: "cursor", name: by.cursor ?? "cursor" },
    limit,
    size: sizeMax === null ? size : Math.min(size, sizeMax),
    sizeMax,
    total,
    next,
    link,
  }),
);

const defaults = mapped(jsonContent(), ({ value }, context) =>
  isJsonObject(value) ? value : notAnItem(value, context),
);

const items = mapped(jsonContent(), ({ value }, context) => {
  if (!Array.isArray(value)) {
    return context.report("wrong-type", {
      what: `${context.path} must be a list`,
      why: "Items are there from the start, each an object.",
      fix: `Write ${context.assignmentHere([{ id: 1 }])}`,
    });
  }
  const wrong = value.find((one: Json) => !isJsonObject(one));
  return wrong === undefined ? (value as readonly JsonObject[]) : notAnItem(wrong, context);
});

function notAnItem(value: Json, context: MapContext): undefined {
  return context.report("wrong-type", {
    what: `${context.path} holds ${JSON.stringify(value).slice(0, 60)}, which is no object`,
    why: "What a resource keeps are objects.",
  });
}

const ids = mapped(string({ nonEmpty: true }), (text, context) => {
  const [other] = text.replaceAll(/\{\{\s*(?:n|uuid)\s*\}\}/g, "").match(/\{\{[^}]*(?:\}\})?/) ?? [];
  const plain = text.replaceAll(/\{\{\s*(n|uuid)\s*\}\}/g, "{{$1}}");
  if (other === undefined && plain.includes("{{")) return plain;
  return context.report("bad-template", {
    what:
      other === undefined
        ? `${context.path} holds neither {{n}} nor {{uuid}}`
        : `${other} is not a name that ids know`,
    why: "Every item has an id of its own.",
    fix: `Write ${context.assignmentHere("itm_{{n}}")}: {{n}} counts from 1, {{uuid}} is made from the seed.`,
  });
});

/** One resource of a service. */
export const resourceTable = mapped(
  table(
    {
      id: optional(field(), "The field that holds an item's id.", { example: "space_id", otherwise: '"id"' }),
      ids: optional(
        ids,
        "How ids are made: {{n}} counts, alone it is a number; {{uuid}} is made from the seed.",
        { example: "spc_{{n}}", otherwise: '"{{n}}"' },
      ),
      defaults: optional(
        defaults,
        "Fields of a new item that the client does not give. A string is JSON text.",
        {
          example: { status: "active" },
        },
      ),
      created: optional(field(), "The field that gets the world's time when an item is made.", {
        example: "created_at",
      }),
      updated: optional(field(), "The field that gets the world's time when an item is made or changed.", {
        example: "updated_at",
      }),
      items: optional(items, "Items that are there from the start. A string is JSON text.", {
        example: [{ space_id: "spc_1", name: "General" }],
      }),
      list: optional(field(), "Field of a list's answer that holds the items.", {
        example: "items",
        otherwise: "as the contract has it, else the answer is the list itself",
      }),
      page: optional(page, "How a list is told in pages; absent: whole.", {
        example: { limit: "limit", offset: "offset", size: 20 },
      }),
      filters: optional(
        list(field()),
        "Query items of a list that stand for a field of the same name and leave only the items that have that value.",
        { example: ["status"] },
      ),
    },
    {
      hints: {
        seed: "Write items.",
        key: "Write id: the field that holds an item's id.",
        path: "The stubs say the paths: request and resource.",
        stubs: "Write the stubs below the service; they name the resource.",
      },
    },
  ),
  (fields, context): ResourceFields => ({
    id: fields.id ?? "id",
    ids: fields.ids ?? "{{n}}",
    defaults: fields.defaults ?? {},
    created: fields.created ?? null,
    updated: fields.updated ?? null,
    items: fields.items ?? [],
    list: fields.list ?? null,
    page: fields.page ?? null,
    filters: fields.filters ?? [],
    at: context.at,
    itemsAt: context.placeOfField("items"),
  }),
);

/** What a resource is like of which only the name is said. */
export function plainResource(at: Place): ResourceFields {
  return {
    id: "id",
    ids: "{{n}}",
    defaults: {},
    created: null,
    updated: null,
    items: [],
    list: null,
    page: null,
    filters: [],
    at,
    itemsAt: at,
  };
}
