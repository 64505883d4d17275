import type { Json } from "../../../core/index.ts";
import type { DescribedAnswer, JsonType, Operation, Parameter, Shape } from "./operation.ts";

/** A shape as it is packed: the letters of its types, or more. */
type PackedShape =
  | string
  | {
      readonly t: string;
      readonly e?: readonly Json[];
      readonly f?: string;
      readonly d?: Json;
      readonly m?: number;
      readonly M?: number;
      readonly i?: PackedShape;
      readonly p?: Readonly<Record<string, PackedShape>>;
      readonly r?: readonly string[];
      readonly c?: 1;
    };
type PackedParameter = readonly [where: "p" | "q" | "Q", name: string, shape: PackedShape];
type PackedAnswer = readonly [status: number, mediaTypes?: 0 | readonly string[], schema?: string];
type Section = readonly [category: string, subcategory: string];

/** What several operations share, by number. */
export interface SharedTables {
  readonly version: string;
  readonly parameters: readonly PackedParameter[];
  readonly sections: readonly Section[];
  readonly answers: readonly (readonly PackedAnswer[])[];
}

/** The rest of an operation's line: documentation, category, parameters, answers, flags, server, body. */
interface PackedDetails {
  readonly d: string;
  readonly c: number | Section;
  readonly p: readonly (number | PackedParameter)[];
  readonly a: number | readonly PackedAnswer[];
  readonly f?: string;
  readonly u?: string;
  readonly b?: readonly [required: 0 | 1, mediaTypes: 0 | readonly string[], shape: PackedShape];
}

const typesByLetter: Readonly<Record<string, JsonType>> = {
  s: "string",
  i: "integer",
  n: "number",
  b: "boolean",
  o: "object",
  a: "array",
  "0": "null",
};

const json = ["application/json"] as const;

/** One operation of its line. @param details the JSON at the line's end */
export function unpackOperation(
  { id, method, template }: Pick<Operation, "id" | "method" | "template">,
  details: string,
  tables: SharedTables,
): Operation {
  const packed = JSON.parse(details) as PackedDetails;
  const [category, subcategory] = fromTable(packed.c, tables.sections);
  const flags = packed.f ?? "";
  return {
    id,
    method,
    template,
    documentationUrl: documentationUrl(packed.d, category, subcategory),
    category,
    subcategory,
    deprecated: flags.includes("d"),
    githubCloudOnly: flags.includes("c"),
    enabledForGitHubApps: flags.includes("a"),
    server: packed.u,
    parameters: packed.p.map((one) => unpackParameter(fromTable(one, tables.parameters))),
    body: packed.b === undefined ? undefined : unpackBody(packed.b),
    answers: fromTable(packed.a, tables.answers).map(unpackAnswer),
  };
}

function fromTable<T extends object>(packed: number | T, table: readonly T[]): T {
  return typeof packed === "number" ? (table[packed] as T) : packed;
}

function documentationUrl(packed: string, category: string, subcategory: string): string {
  if (packed.startsWith("https:")) return packed;
  const page = packed.startsWith("#") ? `${category}/${subcategory}${packed}` : packed;
  return `https://docs.github.com/rest/${page}`;
}

function unpackParameter([where, name, shape]: PackedParameter): Parameter {
  return {
    name,
    in: where === "p" ? "path" : "query",
    required: where !== "q",
    shape: unpackShape(shape),
  };
}

function unpackBody([required, mediaTypes, shape]: NonNullable<PackedDetails["b"]>): Operation["body"] {
  return {
    required: required === 1,
    mediaTypes: mediaTypes === 0 ? json : mediaTypes,
    shape: unpackShape(shape),
  };
}

function unpackAnswer([status, mediaTypes, schema]: PackedAnswer): DescribedAnswer {
  return {
    status,
    mediaTypes: mediaTypes === 0 ? json : (mediaTypes ?? []),
    schema: schema === "" ? undefined : schema,
  };
}

function unpackShape(packed: PackedShape): Shape {
  if (typeof packed === "string") return { types: typesOf(packed) };
  const { e, f, d, m, M, i, p, r, c } = packed;
  return {
    types: typesOf(packed.t),
    ...(e === undefined ? {} : { enum: e }),
    ...(f === undefined ? {} : { format: f }),
    ...(d === undefined ? {} : { default: d }),
    ...(m === undefined ? {} : { minimum: m }),
    ...(M === undefined ? {} : { maximum: M }),
    ...(i === undefined ? {} : { items: unpackShape(i) }),
    ...(p === undefined ? {} : { properties: unpackShapes(p) }),
    ...(r === undefined ? {} : { required: r }),
    ...(c === undefined ? {} : { closed: true }),
  };
}

function unpackShapes(packed: Readonly<Record<string, PackedShape>>): Readonly<Record<string, Shape>> {
  return Object.fromEntries(Object.entries(packed).map(([name, one]) => [name, unpackShape(one)]));
}

function typesOf(letters: string): readonly JsonType[] {
  return Array.from(letters, (letter) => typesByLetter[letter] as JsonType);
}
