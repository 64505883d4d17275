import type { Operation, Parameter } from "../document/contract.ts";
import { type OperationComparing, operationName } from "./comparing.ts";
import type { Part } from "./side.ts";

/** Headers that are no parameters, whatever a document says of them. */
const otherHeaders: ReadonlySet<string> = new Set(["accept", "content-type", "authorization"]);

/** Compares parameters with their forms and schemas. */
export function compareParameters(comparing: OperationComparing): void {
  const { pair } = comparing;
  const old = byKey(pair.old, templateNames(pair.old.template));
  const now = byKey(pair.new, templateNames(pair.new.template));
  for (const [key, parameter] of old) {
    const other = now.get(key);
    if (other === undefined) removed(comparing, parameter);
    else compareParameter(comparing, parameter, other);
  }
  for (const [key, parameter] of now) if (!old.has(key)) added(comparing, parameter);
}

function templateNames(template: string): readonly string[] {
  return [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
}

/** Parameters by what tells them apart: those of the path by their turn in it, since their names are not sent. */
function byKey({ parameters }: Operation, names: readonly string[]): ReadonlyMap<string, Parameter> {
  const kept = parameters.filter((one) => !(one.in === "header" && otherHeaders.has(one.name.toLowerCase())));
  return new Map(
    kept.map((one) => [
      one.in === "path"
        ? `path ${names.indexOf(one.name)}`
        : `${one.in} ${one.in === "header" ? one.name.toLowerCase() : one.name}`,
      one,
    ]),
  );
}

function labelOf({ in: place, name }: Parameter): string {
  return place === "header" ? `request header ${name}` : `${place} parameter ${name}`;
}

function removed({ tell }: OperationComparing, parameter: Parameter): void {
  const what = `${labelOf(parameter)} is gone`;
  const why = "Callers that send it are refused or not heard.";
  tell({ rule: "parameter-removed", breaks: true, what, why, old: parameter.pointer });
}

function added({ tell }: OperationComparing, parameter: Parameter): void {
  const { required } = parameter;
  const what = `${labelOf(parameter)} is new, and ${required ? "required" : "optional"}`;
  const why = required ? "Callers do not send it yet." : "Callers need not send it.";
  tell({ rule: "parameter-added", breaks: required, what, why, new: parameter.pointer });
}

function compareParameter({ pair, schemas, tell }: OperationComparing, old: Parameter, now: Parameter): void {
  const places = { old: old.pointer, new: now.pointer };
  const label = labelOf(now);
  if (old.name !== now.name && now.in === "path") {
    const what = `path parameter ${old.name} is called ${now.name} now`;
    tell({ rule: "path-parameter-changed", breaks: false, what, why: "Its name is not sent.", ...places });
  }
  if (now.required && !old.required) {
    const why = "Callers may not send it.";
    tell({ rule: "parameter-required", breaks: true, what: `${label} is required now`, why, ...places });
  } else if (old.required && !now.required) {
    const what = `${label} is optional now`;
    tell({
      rule: "parameter-optional",
      breaks: false,
      what,
      why: "Callers may go on sending it.",
      ...places,
    });
  }
  const forms = [formOf(old), formOf(now)] as const;
  if (forms[0] !== forms[1]) {
    const what = `${label} is written otherwise: was ${forms[0]}, is ${forms[1]} now`;
    const why = "What callers send is read otherwise.";
    tell({ rule: "parameter-form-changed", breaks: true, what, why, ...places });
  }
  schemas.add(
    { old: schemaOf(old), new: schemaOf(now), way: "request", label, named: false, path: "" },
    operationName(pair.new),
  );
}

function formOf({ style, explode, mediaType }: Parameter): string {
  if (mediaType !== undefined) return mediaType;
  return explode ? `${style}, exploded` : style;
}

function schemaOf({ schema, pointer }: Parameter): readonly Part[] {
  return schema === undefined ? [] : [{ schema, pointer: `${pointer}/schema` }];
}
