import { followIn, operationsOf } from "./description.mjs";
import { shapeOf } from "./shape.mjs";

const documentation = "https://docs.github.com/rest/";
const json = "application/json";

/**
 * The operations as text that src/doubles/github/published/ reads: a line of what several operations share, then a line
 * for each operation, "issues/create POST /repos/{owner}/{repo}/issues {...}", whose last part is parsed when it is asked
 * for. A name in the path that may hold slashes is written {+name}.
 */
export function packRoutes({ version, document }) {
  const follow = followIn(document);
  const operations = operationsOf(document).map((one) => ({
    ...one,
    parameters: (one.operation.parameters ?? []).map((parameter) => follow(parameter)),
  }));
  const tables = {
    parameters: table(
      operations.flatMap(({ parameters }) => parameters.map((one) => parameterOf(one, follow))),
    ),
    sections: table(operations.map(({ operation }) => sectionOf(operation))),
    answers: table(operations.map(({ operation }) => answersOf(operation, follow))),
  };
  const lines = operations.map(({ template, method, operation, parameters }) => {
    const slashes = new Set(parameters.filter((one) => one["x-multi-segment"]).map((one) => one.name));
    const marked = template.replaceAll(/\{(\w+)\}/g, (whole, name) =>
      slashes.has(name) ? `{+${name}}` : whole,
    );
    const details = detailsOf(operation, parameters, tables, follow);
    return `${operation.operationId} ${method} ${marked} ${JSON.stringify(details)}`;
  });
  const shared = Object.entries(tables).map(([name, { values }]) => [name, values]);
  return [JSON.stringify({ version, ...Object.fromEntries(shared) }), ...lines].join("\n");
}

/** What stands in more than one place, the frequent first, so that its numbers are short. */
function table(all) {
  const counts = new Map();
  for (const value of all) {
    const text = JSON.stringify(value);
    const known = counts.get(text) ?? { text, value, count: 0 };
    known.count += 1;
    counts.set(text, known);
  }
  const shared = [...counts.values()].filter(({ count }) => count > 1).sort((a, b) => b.count - a.count);
  const indexes = new Map(shared.map(({ text }, index) => [text, index]));
  return {
    values: shared.map(({ value }) => value),
    /** The number of a value that is shared, else the value. */
    short: (value) => indexes.get(JSON.stringify(value)) ?? value,
  };
}

/** "q" in the query, "p" in the path, "Q" one that must be there. */
function parameterOf({ name, in: place, required, schema }, follow) {
  const where = place === "path" ? "p" : required === true ? "Q" : "q";
  return [where, name, shapeOf(schema, follow)];
}

function detailsOf(operation, parameters, tables, follow) {
  const section = sectionOf(operation);
  const details = {
    d: documentationOf(operation, section),
    c: tables.sections.short(section),
    p: parameters.map((one) => tables.parameters.short(parameterOf(one, follow))),
    a: tables.answers.short(answersOf(operation, follow)),
  };
  const github = operation["x-github"];
  const flags = [
    operation.deprecated === true ? "d" : "",
    github.githubCloudOnly === true ? "c" : "",
    github.enabledForGitHubApps === true ? "a" : "",
  ].join("");
  if (flags !== "") details.f = flags;
  if (operation.servers !== undefined) details.u = operation.servers[0].url;
  if (operation.requestBody !== undefined) details.b = bodyOf(follow(operation.requestBody), follow);
  return details;
}

/** Category and subcategory. */
function sectionOf({ "x-github": { category, subcategory } }) {
  return [category, subcategory ?? ""];
}

/** The part of the address after what all pages, or all of this category, begin with. */
function documentationOf({ externalDocs: { url } }, [category, subcategory]) {
  if (!url.startsWith(documentation)) return url;
  const page = url.slice(documentation.length);
  const usual = `${category}/${subcategory}#`;
  return page.startsWith(usual) ? page.slice(usual.length - 1) : page;
}

function bodyOf({ required, content }, follow) {
  const types = Object.keys(content);
  const shape = content[json] === undefined ? "" : withBareList(content[json].schema, follow);
  return [required === true ? 1 : 0, types.length === 1 && types[0] === json ? 0 : types, shape];
}

/**
 * GitHub takes the list of contexts, teams, labels or emails also as the whole body. Octokit's edition of the description
 * leaves that alternative out and the `oneOf` around the others stands.
 */
function withBareList(schema, follow) {
  const shape = shapeOf(schema, follow);
  const names = Object.keys(shape.p ?? {});
  const list = shape.p?.[names[0]];
  if (schema.oneOf === undefined || shape.t !== "o" || names.length !== 1 || list.t !== "a") return shape;
  return { ...shape, t: "oa", i: list.i };
}

/** Status, media types (0: JSON alone), and what the schema is called: "issue", "issue[]", "" one of its own. */
function answersOf({ responses }, follow) {
  return Object.entries(responses)
    .filter(([status]) => Number(status) < 400)
    .map(([status, written]) => {
      const { content } = follow(written);
      if (content === undefined) return [Number(status)];
      const types = Object.keys(content);
      const { schema } = content[types.find((type) => type === json) ?? types[0]];
      return [Number(status), types.length === 1 && types[0] === json ? 0 : types, schemaName(schema)];
    });
}

function schemaName(schema) {
  const name = (one) => one?.$ref?.slice("#/components/schemas/".length);
  return name(schema) ?? (schema?.type === "array" && name(schema.items) ? `${name(schema.items)}[]` : "");
}
