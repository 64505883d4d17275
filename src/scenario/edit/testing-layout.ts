import type { Json, JsonObject } from "../../core/index.ts";
import type { EditPath } from "./operation.ts";

/** Makes the same value look in many ways: each choice is taken from a list of numbers, again and again. */
export interface Choices {
  readonly numbers: readonly number[];
  taken: number;
  /** What each comment belongs to, by its number: what it stands above or beside. */
  readonly owners: EditPath[];
}

export function choicesOf(numbers: readonly number[]): Choices {
  return { numbers, taken: 0, owners: [] };
}

function chosen(choices: Choices, most: number): number {
  choices.taken += 1;
  return (choices.numbers[choices.taken % choices.numbers.length] ?? 0) % most;
}

/** Every path of a value, with what stands there. */
export function pathsOf(value: Json, path: EditPath = []): (readonly [EditPath, Json])[] {
  const below: (readonly [EditPath, Json])[] = [[path, value]];
  if (Array.isArray(value))
    for (const [index, item] of (value as Json[]).entries()) below.push(...pathsOf(item, [...path, index]));
  else if (typeof value === "object" && value !== null)
    for (const [key, item] of Object.entries(value as JsonObject))
      below.push(...pathsOf(item, [...path, key]));
  return below;
}

function comment(choices: Choices, owner: EditPath): string {
  return `# c${choices.owners.push(owner) - 1}c`;
}

function above(choices: Choices, indent: string, owner: EditPath): string {
  const kind = chosen(choices, 5);
  if (kind > 2) return "";
  if (kind === 0) return "\n";
  return `${kind === 1 ? "\n" : ""}${indent}${comment(choices, owner)}\n`;
}

function beside(choices: Choices, owner: EditPath): string {
  return chosen(choices, 4) === 0 ? ` ${comment(choices, owner)}` : "";
}

export function jsonText(value: Json, choices: Choices): string {
  const layout = chosen(choices, 4);
  if (layout === 0) return JSON.stringify(value);
  return `${JSON.stringify(value, null, layout === 1 ? "\t" : "  ").replaceAll(/\[\n\s+("[^"\n]*")\n\s+\]/g, "[ $1 ]")}\n`;
}

const key = (name: string): string => (/^[a-z0-9-]+$/.test(name) ? name : `"${name}"`);

function isTable(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function inline(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => inline(item)).join(", ")}]`;
  if (!isTable(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, item]) => `${key(name)} = ${inline(item)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function tomlValue(value: Json, choices: Choices, path: EditPath): string {
  if (typeof value === "string" && value.includes("\n") && chosen(choices, 2) === 0)
    return `"""\n${value}"""`;
  if (!Array.isArray(value) || value.length === 0 || chosen(choices, 2) === 0) return inline(value);
  const comma = chosen(choices, 2) === 0;
  const opening = beside(choices, path);
  const items = value.map((item: Json, index) => {
    const end = index < value.length - 1 || comma ? "," : "";
    const own = [...path, index];
    return `${above(choices, "  ", own)}  ${inline(item)}${end}${beside(choices, own)}\n`;
  });
  return `[${opening}\n${items.join("")}]`;
}

/**
 * TOML of a table: in braces, below headers or with dotted keys, with comments and gaps.
 * @param spread whether all that is in it must stand below headers, as its own has none
 */
export function tomlText(table: JsonObject, choices: Choices, path: EditPath = [], spread = false): string {
  let pairs = "";
  let sections = "";
  const indent = (choices.numbers[0] ?? 0) % 3 === 0 ? "  " : "";
  const pair = (name: string, value: Json, own: EditPath): string =>
    `${above(choices, indent, own)}${indent}${name} = ${tomlValue(value, choices, own)}${beside(choices, own)}\n`;
  const head = (own: EditPath, list: boolean): string => {
    const names = own.flatMap((step) => (typeof step === "string" ? [key(step)] : [])).join(".");
    return `${above(choices, "", own)}${list ? `[[${names}]]` : `[${names}]`}${beside(choices, own)}\n`;
  };
  for (const [name, value] of Object.entries(table)) {
    const own = [...path, name];
    const way = spread ? 3 : chosen(choices, 4);
    if (isTable(value) && way > 1) {
      const bare =
        way === 3 && Object.keys(value).length > 0 && Object.values(value).every((item) => isTable(item));
      sections += (bare ? "" : head(own, false)) + tomlText(value, choices, own, bare);
    } else if (isTable(value) && way === 1 && Object.values(value).length > 0) {
      for (const [inner, item] of Object.entries(value)) {
        pairs += pair(`${key(name)}.${key(inner)}`, item, [...own, inner]);
      }
    } else if (Array.isArray(value) && value.length > 0 && value.every(isTable) && way > 1) {
      for (const [index, item] of value.entries()) {
        sections += head([...own, index], true) + tomlText(item, choices, [...own, index]);
      }
    } else pairs += pair(key(name), value, own);
  }
  return pairs + sections;
}

function flow(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => flow(item)).join(", ")}]`;
  if (!isTable(value)) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([name, item]) => `${key(name)}: ${flow(item)}`)
    .join(", ")} }`;
}

/** YAML of a table or list: in blocks or in braces, with comments and gaps. */
export function yamlText(value: Json, choices: Choices, path: EditPath = [], indent = ""): string {
  if (Array.isArray(value)) {
    const items = value.map((item: Json, index) => {
      const own = [...path, index];
      return `${above(choices, indent, own)}${indent}-${yamlBelow(item, choices, own, `${indent}  `)}`;
    });
    return items.join("");
  }
  const entries = Object.entries(value as JsonObject).map(([name, item]) => {
    const own = [...path, name];
    return `${above(choices, indent, own)}${indent}${key(name)}:${yamlBelow(item, choices, own, indent)}`;
  });
  return entries.join("");
}

function yamlBelow(value: Json, choices: Choices, path: EditPath, indent: string): string {
  const way = chosen(choices, 3);
  if (typeof value === "string" && value.endsWith("\n") && way > 0) {
    return ` |\n${value.replaceAll(/^(?=.)/gm, `${indent}  `)}`;
  }
  const bare = typeof value === "string" && /^v\d+v$/.test(value) && way > 0;
  if (typeof value !== "object" || value === null) {
    return ` ${bare ? value : flow(value)}${beside(choices, path)}\n`;
  }
  if (Object.keys(value).length === 0 || way === 0) return ` ${flow(value)}${beside(choices, path)}\n`;
  if (typeof path.at(-1) === "number") {
    // The first of a block stands beside its dash, and nothing above it.
    const text = yamlText(value, choices, path, indent);
    return /^\s*#|^\n/.test(text) ? `\n${text}` : ` ${text.trimStart()}`;
  }
  const opening = beside(choices, path);
  const inner = Array.isArray(value) && way === 1 ? indent : `${indent}  `;
  return `${opening}\n${yamlText(value, choices, path, inner)}`;
}
