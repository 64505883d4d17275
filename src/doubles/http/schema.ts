import {
  choose,
  integer,
  lenient,
  list,
  literal,
  mapped,
  oneOrMany,
  optional,
  record,
  section,
  string,
  table,
  when,
  type MapContext,
} from "../../scenario/index.ts";
import { loadContracts } from "./anchor/contracts.ts";
import { anchorService, contractFile, modelsFile } from "./anchor/read-anchor.ts";
import { checkItems } from "./resource/check-items.ts";
import { linkResources } from "./resource/link-resources.ts";
import { resourceName, resourceTable } from "./resource/resource-schema.ts";
import { stubEntry } from "./stub-schema.ts";
import type { ServiceConfig, HttpConfig } from "./config.ts";

const variable = { pattern: /^[A-Za-z_][A-Za-z0-9_]*$/, expected: "a variable's name" } as const;

const hostName = {
  pattern:
    /^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/,
  expected: "a host's name without scheme or port",
} as const;

const exportTemplate = mapped(string(), (text, context) => {
  const other = /\{\{(?!\s*url\s*\}\})[^}]*(?:\}\})?/.exec(text);
  if (other === null && text.includes("{{")) return text.replaceAll(/\{\{\s*url\s*\}\}/g, "{{url}}");
  return context.report("bad-template", {
    at: other === null ? context.at : context.placeWithin(other.index, other.index + other[0].length),
    what:
      other === null
        ? `${context.path} does not hold {{url}}`
        : `${other[0]} is not a name that export knows`,
    why: "The variable tells the program where the service is.",
    fix: 'Write {{url}} where the address belongs, as in "{{url}}/api".',
  });
});

const exportNames = mapped(oneOrMany(string(variable)), (names) =>
  Object.fromEntries(names.map((name) => [name, "{{url}}"])),
);

const serviceTable = lenient(
  table(
    {
      export: optional(
        choose(when(["string", "list"], exportNames), when("table", record(exportTemplate, variable))),
        "Variables that tell the program its address: one, a list, or a table of templates with {{url}}.",
        { example: "CONVO_API_URL" },
      ),
      port: optional(integer(1, 65_535), "The port, where the program can't be told.", {
        example: 8080,
        otherwise: "a free one",
      }),
      hosts: optional(
        list(string(hostName)),
        "Real host names that it stands in for inside a test's own process, where the runner's integration redirects connections to them.",
        { example: ["mootup.io"] },
      ),
      openapi: optional(
        contractFile,
        "Its contract, an OpenAPI document (3.0 to 3.2, YAML or JSON): stubs and calls are held against it.",
        { example: "convo.openapi.yaml" },
      ),
      models: optional(
        modelsFile,
        "What it really answers with, where the contract leaves that open: a models file.",
        { example: "convo.models.yaml" },
      ),
      unmatched: optional(
        literal("refuse", "synthetic"),
        "What becomes of a call that no stub takes: it is refused, or answered from the contract alone, marked as synthetic.",
        { otherwise: '"refuse"' },
      ),
      resources: optional(
        record(resourceTable, resourceName),
        "What the service keeps, by the name that stubs answer with: items that are made, read, changed, removed and listed.",
        { example: { spaces: { id: "space_id", ids: "spc_{{n}}" } } },
      ),
      stubs: optional(lenient(list(stubEntry)), "What it answers; the first one that matches does."),
    },
    {
      rules: [
        { rule: "requires", field: "models", needs: "openapi" },
        { rule: "requires", field: "unmatched", needs: "openapi" },
      ],
      hints: {
        url: "Write export: the name of the variable that gets the address.",
        resource: "Write resource in a stub; what it keeps is described in resources.",
        env: "Write export.",
        hosts: "Real host names are not redirected yet; remove it, and use export.",
      },
    },
  ),
);

const serviceName = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/,
  expected: "a service's name: letters, digits, _ . -",
} as const;

const services = mapped(
  lenient(
    record(
      mapped(serviceTable, (fields, context) => ({
        fields,
        at: context.at,
        // Files that could not be read have been told; a service from test code may be one of a world that is open.
        unread: context.fromCode || context.fieldNode("models") !== undefined,
      })),
      serviceName,
    ),
  ),
  (found, context) => {
    const entries = Object.entries(found);
    const configs = entries.map(([name, { fields, at, unread }]): ServiceConfig => {
      const hosts = (fields.hosts ?? []).map((host) => host.toLowerCase());
      const config = {
        name,
        exports: fields.export ?? {},
        hosts,
        port: fields.port ?? null,
        unmatched: fields.unmatched ?? ("refuse" as const),
        resources: linkResources(
          {
            declared: fields.resources ?? {},
            stubs: fields.stubs ?? [],
            contract: fields.openapi !== undefined,
          },
          context,
        ),
        at,
      };
      anchorService(config, fields, unread, context);
      checkItems(config, context);
      return config;
    });
    reportShared(configs, context);
    return {
      config: { services: configs } satisfies HttpConfig,
      expectations: entries.flatMap(([target, { fields }]) =>
        (fields.stubs ?? []).map((stub) => ({
          list: `services.${target}.stubs`,
          expectation: { ...stub, target },
        })),
      ),
    };
  },
);

/** Two services can't have one port or one host, nor tell their addresses in one variable. */
function reportShared(configs: readonly ServiceConfig[], context: MapContext): void {
  const owners = new Map<string, ServiceConfig>();
  for (const config of configs) {
    const claims = Object.keys(config.exports).map((name) => `the variable ${name}`);
    claims.push(...config.hosts.map((host) => `the host ${host}`));
    if (config.port !== null) claims.push(`the port ${config.port}`);
    for (const claim of claims) {
      const other = owners.get(claim);
      owners.set(claim, config);
      if (other === undefined) continue;
      context.report("invalid-value", {
        at: config.at,
        what: `the services ${other.name} and ${config.name} both take ${claim}`,
        why: "Only one of them could have it.",
        fix: "Give one of them another.",
        near: [{ what: other.name, at: other.at }],
      });
    }
  }
}

/** The section `[services.NAME]`. */
export const httpSection = section({
  key: "services",
  doc: "HTTP services that the program calls, each on a port of its own.",
  shape: services,
  empty: { config: { services: [] }, expectations: [] },
  prepare: loadContracts,
});
