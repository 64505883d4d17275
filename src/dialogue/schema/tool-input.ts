import { limits, quote, textOf } from "../../core/index.ts";
import type { Json } from "../../core/index.ts";
import {
  choose,
  json,
  list,
  mapped,
  named,
  record,
  when,
  type MapContext,
  type Shape,
} from "../../scenario/index.ts";

/** The key of a table that stands for a file's content. */
const fileKey = "$file";

const valueDoc =
  'A value of a tool\'s input: any JSON, where { "$file" = "path" } anywhere stands for the content of a file.';

const value: Shape<Json> = named("agent_tool_value", valueDoc, () => valueChoice);

const valueTable: Shape<Json> = mapped(record(value), (fields, context) =>
  Object.hasOwn(fields, fileKey) ? fileContent(fields, context) : fields,
);

const valueChoice: Shape<Json> = choose(
  when(["string", "integer", "float", "boolean", "null", "date"], json()),
  when("list", list(value)),
  when("table", valueTable),
);

/** What a tool is called with: a table of JSON, in which files may stand. */
export const toolInput: Shape<Readonly<Record<string, Json>>, Readonly<Record<string, unknown>>> = mapped(
  choose(when("table", valueTable)),
  (found, context) => {
    if (typeof found === "object" && found !== null && !Array.isArray(found))
      return found as Readonly<Record<string, Json>>;
    return context.report("wrong-type", {
      what: `${context.path} must be a table, not what the file holds`,
      why: "A tool is called with fields by name.",
      fix: "Name a .json file that holds an object, or put the file into a field.",
    });
  },
) as Shape<Readonly<Record<string, Json>>, Readonly<Record<string, unknown>>>;

function fileContent(fields: Readonly<Record<string, Json>>, context: MapContext): Json | undefined {
  const path = fields[fileKey];
  const others = Object.keys(fields).filter((key) => key !== fileKey);
  if (others.length > 0) {
    return context.report("conflicting-fields", {
      what: `${context.path} has ${quote(fileKey)} and ${others.map((one) => quote(one, 40)).join(", ")}`,
      why: "A file's content takes the place of the whole table, so that nothing else in it would count.",
      fix: `Remove what stands beside ${quote(fileKey)}.`,
    });
  }
  if (typeof path !== "string") {
    return context.report("wrong-type", {
      what: `${context.path}.${fileKey} must be a file's path`,
      fix: `Write { "${fileKey}" = "input.json" }.`,
    });
  }
  const found = context.ofField(fileKey).fileBytes(path, limits.agentInputBytes);
  return found === undefined ? undefined : contentOf(found, context);
}

function contentOf(
  { path, bytes }: { readonly path: string; readonly bytes: Uint8Array },
  context: MapContext,
): Json | undefined {
  const found = textOf(bytes);
  if (found === undefined)
    return context.report("unreadable-text", { what: `${path} is not UTF-8`, fix: "Save it as UTF-8." });
  // A value that is only checked names files that are read when it is linked: they are empty until then.
  if (!path.endsWith(".json") || bytes.length === 0) return path.endsWith(".json") ? {} : found;
  try {
    const value = JSON.parse(found) as Json;
    return isDeeper(value, limits.scenarioDepth) ? tooDeep(path, context) : value;
  } catch (error) {
    return context.report("syntax-error", {
      what: `${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      fix: "Correct the file, or give it another ending: then it is a text.",
    });
  }
}

function tooDeep(path: string, context: MapContext): undefined {
  return context.report("over-limit", {
    what: `${path} has more than ${limits.scenarioDepth} objects and lists inside each other`,
    fix: "Nest less deep.",
  });
}

/** Whether more lists and objects stand inside each other than so many; without recursion, as a file may hold anything. */
function isDeeper(value: Json, most: number): boolean {
  let level: readonly Json[] = [value];
  for (let depth = 0; depth < most; depth++) {
    level = level.flatMap((one) => (isContainer(one) ? Object.values(one) : []));
  }
  return level.some(isContainer);
}

function isContainer(value: Json): value is Exclude<Json, string | number | boolean | null> {
  return typeof value === "object" && value !== null;
}
