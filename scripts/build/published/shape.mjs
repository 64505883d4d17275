const letters = {
  string: "s",
  integer: "i",
  number: "n",
  boolean: "b",
  object: "o",
  array: "a",
  null: "0",
};

/** Longer lists of allowed values are not worth their bytes. */
const enumMax = 40;
/** Objects and lists inside each other that are still described. */
const depthMax = 4;

/**
 * What a schema allows, short: letters of types ("s0" is a text or null, "" anything), or an object with more:
 * t types, e allowed values, i items, p properties, r required names, c closed, f format, d default, m and M bounds.
 */
export function shapeOf(schema, follow, depth = 0) {
  const full = describe(schema, follow, depth);
  const { t, ...more } = full;
  return Object.keys(more).length === 0 ? t : full;
}

function describe(written, follow, depth) {
  const schema = follow(written);
  const base = own(schema, follow, depth);
  const together = [base, ...(schema.allOf ?? []).map((one) => describe(one, follow, depth))].reduce(both);
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices === undefined) return together;
  const chosen = choices.map((one) => describe(one, follow, depth)).reduce(either);
  const made = both(together, chosen);
  return schema.nullable === true ? { ...made, t: union(made.t, "0") } : made;
}

function own(schema, follow, depth) {
  const made = { t: typesOf(schema) };
  if (schema.enum !== undefined && schema.enum.length <= enumMax) made.e = schema.enum;
  if (schema.format !== undefined && !/^int\d+$/.test(schema.format)) made.f = schema.format;
  if (schema.default !== undefined && typeof schema.default !== "object") made.d = schema.default;
  if (schema.minimum !== undefined) made.m = schema.minimum;
  if (schema.maximum !== undefined) made.M = schema.maximum;
  if (depth >= depthMax) return made;
  if (schema.items !== undefined) made.i = shapeOf(schema.items, follow, depth + 1);
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length > 0) {
    made.p = Object.fromEntries(properties.map(([name, one]) => [name, shapeOf(one, follow, depth + 1)]));
  }
  if (schema.required?.length > 0) made.r = schema.required;
  if (schema.additionalProperties === false) made.c = 1;
  return made;
}

function typesOf({ type, nullable, properties, items }) {
  const named = type ?? (properties === undefined ? (items === undefined ? undefined : "array") : "object");
  const letter = named === undefined ? "" : letters[named];
  return nullable === true && letter !== "" ? `${letter}0` : letter;
}

/** What two parts of allOf say together. */
function both(first, second) {
  const types = first.t === "" || second.t === "" ? first.t + second.t : common(first.t, second.t);
  const made = { ...second, ...first, t: types };
  if (first.p !== undefined || second.p !== undefined) made.p = { ...second.p, ...first.p };
  if (first.r !== undefined || second.r !== undefined)
    made.r = [...new Set([...(first.r ?? []), ...(second.r ?? [])])];
  return made;
}

/** What one of two alternatives allows: only what both require is required, only what both close is closed. */
function either(first, second) {
  const types = first.t === "" || second.t === "" ? "" : union(first.t, second.t);
  const made = { t: types };
  if (first.e !== undefined && second.e !== undefined) made.e = [...new Set([...first.e, ...second.e])];
  const items = [first.i, second.i].filter((one) => one !== undefined);
  if (items.length > 0) made.i = items.length === 1 ? items[0] : short(either(...items.map(long)));
  if (first.p !== undefined || second.p !== undefined) {
    made.p = { ...second.p, ...first.p };
    for (const name of Object.keys(second.p ?? {})) {
      if (first.p?.[name] !== undefined)
        made.p[name] = short(either(long(first.p[name]), long(second.p[name])));
    }
    // Which names must be there only the alternatives that are objects say.
    const lists = [first, second].filter((one) => one.t.includes("o") || one.t === "");
    const shared = lists.reduce(
      (names, one) => names?.filter((name) => one.r?.includes(name)) ?? one.r ?? [],
      undefined,
    );
    if (shared?.length > 0) made.r = shared;
    if (lists.every((one) => one.c === 1)) made.c = 1;
  } else if (first.r !== undefined && second.r !== undefined) {
    const shared = first.r.filter((name) => second.r.includes(name));
    if (shared.length > 0) made.r = shared;
  }
  return made;
}

/** Types that both name; what a description says of a value twice in different ways is taken as either. */
function common(first, second) {
  const shared = [...first].filter((letter) => second.includes(letter)).join("");
  return shared === "" ? union(first, second) : shared;
}

function union(first, second) {
  return [...new Set(first + second)].join("");
}

function long(shape) {
  return typeof shape === "string" ? { t: shape } : shape;
}

function short(full) {
  return Object.keys(full).length === 1 ? full.t : full;
}
