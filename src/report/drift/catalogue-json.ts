import type { JsonObject } from "../../core/index.ts";
import type {
  BodyAuthority,
  Catalogue,
  CatalogueEntry,
  CatalogueService,
  CatalogueStub,
  PathAuthority,
} from "../../drift/index.ts";
import { jsonText, placeJson, schemaVersion, textJson } from "../json.ts";

/** The catalogue as data. Keys are snake_case and always in this order, absent values are null. */
export function catalogueJson({ services }: Catalogue): string {
  return jsonText({ schema_version: schemaVersion, services: services.map(serviceJson) });
}

function serviceJson({
  name,
  contract,
  models,
  entries,
  untouched,
  otherStubs,
}: CatalogueService): JsonObject {
  return {
    name: textJson(name),
    contract:
      contract === undefined
        ? null
        : {
            file: textJson(contract.file),
            title: textJson(contract.title),
            operations: contract.operations,
            source: orNull(contract.source),
            commit: orNull(contract.commit),
            date: orNull(contract.date),
          },
    models: orNull(models),
    operations: entries.map(entryJson),
    untouched: untouched.map(textJson),
    other_stubs: otherStubs.map(stubJson),
  };
}

function entryJson(entry: CatalogueEntry): JsonObject {
  const { method, template, path, body, calls, stubs, findings, disposition } = entry;
  return {
    method: textJson(method),
    template: textJson(template),
    disposition: {
      action: disposition.action,
      suspected: disposition.suspected,
      why: textJson(disposition.why),
    },
    path: pathJson(path),
    body: body === undefined ? null : bodyJson(body),
    calls: {
      known: calls.known,
      count: calls.count,
      unmatched: calls.unmatched,
      statuses: calls.statuses,
      tests: calls.tests.map(textJson),
      worlds: calls.worlds.map(textJson),
      sites: calls.sites.map(textJson),
    },
    stubs: stubs.map(stubJson),
    findings: findings.map(({ rule, severity, what }) => ({ rule, severity, what: textJson(what) })),
  };
}

function pathJson(path: PathAuthority): JsonObject {
  const { kind } = path;
  if (kind === "no-contract") return { kind };
  if (kind === "path-absent") return { kind, nearest: path.nearest.map(textJson) };
  if (kind === "method-absent") {
    const at = path.at === undefined ? null : placeJson(path.at);
    return { kind, methods: path.methods.map(textJson), at };
  }
  return {
    kind,
    operation_id: orNull(path.id),
    at: placeJson(path.at),
    statuses: path.statuses.map(textJson),
    parameters: path.parameters.map(textJson),
    request_body: orNull(path.requestBody),
  };
}

function bodyJson({ kind, status, type, besides, at, source, note, fields }: BodyAuthority): JsonObject {
  return {
    authority: kind,
    status: textJson(status),
    type: textJson(type),
    besides: orNull(besides),
    at: at === undefined ? null : placeJson(at),
    source: orNull(source),
    note: orNull(note),
    fields: fields.map((field) => ({
      name: textJson(field.name),
      type: textJson(field.type),
      nullable: field.nullable,
      required: field.required,
      // A default may be null itself, so that the key is there only with one.
      ...(field.default === undefined ? {} : { default: field.default }),
      notes: field.notes.map(textJson),
    })),
  };
}

function stubJson(stub: CatalogueStub): JsonObject {
  return {
    id: textJson(stub.id),
    name: orNull(stub.name),
    text: textJson(stub.text),
    at: stub.at === undefined ? null : placeJson(stub.at),
    answers: stub.answers.map(textJson),
    calls: stub.calls,
    use: stub.use,
    forbidden: stub.forbidden,
  };
}

function orNull(text: string | undefined): ReturnType<typeof textJson> | null {
  return text === undefined ? null : textJson(text);
}
