import fc from "fast-check";
import type { Json } from "../../src/core/index.ts";
import { published, type Operation, type Shape } from "../../src/doubles/github/published/index.ts";
import type { GithubState } from "../../src/doubles/github/state/state.ts";
import { meant, repositories, strange } from "./call-words.ts";
import { callers } from "./filled-github.ts";

/** A request as a fuzz sends it. */
export interface FuzzedCall {
  readonly operation: string;
  readonly caller: string;
  /** "GET /repos/octocat/demo?page=2" */
  readonly line: string;
  readonly json: unknown;
  readonly headers: readonly (readonly [string, string])[];
}

/** What requests name that is really there, by the kind of name. */
export type Known = Readonly<Record<string, readonly string[]>>;

/** What a state has that requests may name. */
export function knownOf({ tables }: GithubState): Known {
  const objects = Object.values(tables.object.rows);
  const shas = (type: string): readonly string[] =>
    objects.filter((one) => one.type === type).map(({ sha }) => sha);
  const ids = (name: keyof GithubState["tables"]): readonly string[] => Object.keys(tables[name].rows);
  return {
    blob: shas("blob"),
    tree: shas("tree"),
    commit: shas("commit"),
    tag: shas("tag"),
    repository: ids("repository"),
    account_id: ids("account"),
    team_id: ids("team"),
    hook_id: ids("hook"),
    comment_id: [...ids("comment"), ...ids("reviewComment"), ...ids("commitComment")],
    issue_id: ids("issue"),
    release_id: ids("release"),
    asset_id: ids("asset"),
    review_id: ids("review"),
    check_run_id: ids("checkRun"),
    check_suite_id: ids("checkSuite"),
    reaction_id: ids("reaction"),
    event_id: ids("timeline"),
    invitation_id: ids("invitation"),
    key_id: ids("deployKey"),
  };
}

/** Not a name of anything: whether values are to make sense. */
const careful = " careful";

const pick = <Item>(g: fc.GeneratorValue, items: readonly Item[]): Item =>
  items[g(fc.nat, { max: Math.max(0, items.length - 1) })] as Item;

const chance = (g: fc.GeneratorValue, percent: number): boolean => g(fc.nat, { max: 99 }) < percent;

/** Any request of one of the operations. @param only who calls; everybody if absent */
export function arbitraryCall(
  operations: readonly string[],
  known: Known,
  only: readonly string[] = [],
): fc.Arbitrary<FuzzedCall> {
  return fc.gen().map((g) => {
    const operation = published().operation(pick(g, operations)) as Operation;
    const well = chance(g, 60);
    const usual = /^(?:checks|apps)\//.test(operation.id) && chance(g, 60) ? "robot" : "octocat";
    const anybody = chance(g, well ? 80 : 40) ? usual : pick(g, Object.keys(callers));
    const caller = only.length === 0 ? anybody : pick(g, only);
    const path = pathOf(g, operation, known, well);
    const query = queryOf(g, operation, known, well);
    const upload = operation.server === undefined ? "" : "/api/uploads";
    const body = operation.body;
    const json =
      body === undefined || (!well && chance(g, 3))
        ? undefined
        : !well && chance(g, 5)
          ? odd(g, 0)
          : valueOf(g, body.shape, "", { ...known, [careful]: well ? ["yes"] : [] }, 0);
    return {
      operation: operation.id,
      caller,
      line: `${operation.method} ${upload}${path}${query}`,
      json,
      headers: chance(g, 12) ? [["Accept", pick(g, accepts)]] : [],
    };
  });
}

const accepts = [
  "application/vnd.github.raw+json",
  "application/vnd.github.html+json",
  "application/vnd.github.diff",
  "application/vnd.github.patch",
  "application/vnd.github.sha",
  "application/vnd.github.object+json",
  "application/vnd.github.full+json",
  "application/vnd.github.star+json",
  "text/html",
];

function pathOf(g: fc.GeneratorValue, operation: Operation, known: Known, well: boolean): string {
  const { template } = operation;
  // The other address of every repository.
  if (template.startsWith("/repos/{owner}/{repo}") && chance(g, 6)) {
    const rest = template.slice("/repos/{owner}/{repo}".length);
    return pathOf(
      g,
      { ...operation, template: `/repositories/${pick(g, known["repository"] ?? [])}${rest}` },
      known,
      well,
    );
  }
  const [owner = "", repo = ""] = pick(g, well ? repositories.slice(0, 6) : repositories).split("/");
  return template.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    if (name.endsWith("owner") && (well || !chance(g, 4))) return owner;
    if (name.endsWith("repo") && (well || !chance(g, 4))) return repo;
    const value = !well && chance(g, 25) ? pick(g, strange) : pick(g, meant(name, known));
    return !well && chance(g, 5) ? (value ?? "x") : encoded(value ?? "x", name);
  });
}

function encoded(value: string, name: string): string {
  const text = encodeURIComponent(wellFormed(value));
  return /^(path|dir|ref|basehead|base|head)$/.test(name) ? text.replaceAll("%2F", "/") : text;
}

function queryOf(g: fc.GeneratorValue, { parameters }: Operation, known: Known, well: boolean): string {
  const items: string[] = [];
  for (const { name, in: where, required, shape } of parameters) {
    if (where !== "query" || !chance(g, required ? 92 : 25)) continue;
    const value =
      !well && chance(g, 25)
        ? pick(g, strange)
        : shape.enum !== undefined && shape.enum.length > 0
          ? textOf(pick(g, shape.enum))
          : name.endsWith("page")
            ? pick(g, ["1", "2", "100", "0", "1000000"])
            : pick(g, meant(name, known));
    items.push(
      `${name}=${chance(g, 5) ? (value ?? "").replaceAll(/[ #?]/g, "+") : encoded(value ?? "", "")}`,
    );
  }
  if (chance(g, 3)) items.push("__proto__=1", "=", "&&", "a=%zz");
  return items.length === 0 ? "" : `?${items.join("&")}`;
}

/** A value that fits a shape, mostly. */
function valueOf(g: fc.GeneratorValue, shape: Shape, name: string, known: Known, depth: number): Json {
  const well = known[careful]?.length === 1;
  if (!well && chance(g, 8)) return odd(g, depth);
  if (shape.enum !== undefined && shape.enum.length > 0) return pick(g, shape.enum);
  const type = shape.types.length === 0 ? "string" : pick(g, shape.types);
  if (type === "object" || (shape.types.length === 0 && shape.properties !== undefined))
    return objectOf(g, shape, known, depth);
  if (type === "array") {
    const count = g(fc.nat, { max: 3 });
    const items = shape.items ?? { types: ["string"] };
    return Array.from({ length: count }, () => valueOf(g, items, name, known, depth + 1));
  }
  if (type === "boolean") return chance(g, 50);
  if (type === "null") return null;
  const text = !well && chance(g, 10) ? pick(g, strange) : pick(g, meant(name, known));
  if (type === "string") return text ?? "x";
  const number = Number(!well && chance(g, 10) ? pick(g, ["-1", "0", "1.5", "1e20"]) : text);
  return Number.isFinite(number) ? number : g(fc.nat, { max: 7 });
}

function objectOf(g: fc.GeneratorValue, shape: Shape, known: Known, depth: number): Json {
  const { properties = {}, required = [] } = shape;
  const made: Record<string, Json> = {};
  const usual = Object.keys(properties).length > 6 ? 20 : 50;
  for (const [name, one] of Object.entries(properties)) {
    if (chance(g, required.includes(name) ? 98 : usual)) made[name] = valueOf(g, one, name, known, depth + 1);
  }
  if (known[careful]?.length !== 1 && chance(g, 8))
    return JSON.parse(
      `{"__proto__":{"x":1},"constructor":1,${JSON.stringify(made).slice(1)}`.replace(/,\}$/, "}"),
    ) as Json;
  return made;
}

function odd(g: fc.GeneratorValue, depth: number): Json {
  const values: readonly (() => Json)[] = [
    () => null,
    () => "",
    () => "x".repeat(70_000),
    () => -1,
    () => 1e300,
    () => 0.5,
    () => true,
    () => [],
    () => ({}),
    () => [[[[[[]]]]]],
    () => [null, 1, "a", {}],
    () => ({ constructor: 1, toString: "x" }),
    () => JSON.parse('{"__proto__":{"admin":true}}') as Json,
    () => (depth > 3 ? 1 : { a: { b: { c: odd(g, depth + 1) } } }),
    () => pick(g, strange),
    () => "[".repeat(50),
  ];
  return pick(g, values)();
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A text without halves of characters, which nobody can send. */
function wellFormed(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}
