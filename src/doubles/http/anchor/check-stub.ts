import type { BoundModel, Operation } from "../../../contract/index.ts";
import {
  finding,
  type Expectation,
  type Finding,
  type HttpReply,
  type Json,
  type Near,
} from "../../../core/index.ts";
import { responseOf } from "../wire/response.ts";
import { type Anchor, declaredAt, successStatus } from "./anchor.ts";
import { contracts } from "./contracts.ts";

/** What a contract says of a stub: what it answers for, and how. Stubs of any method or of many paths are not judged. */
export function checkStub(anchor: Anchor, expectation: Expectation): readonly Finding[] {
  const named = requestOf(expectation);
  if (named === undefined) return [];
  const found = anchor.contract.find(named.method, named.path);
  if (found.kind === "operation") return checkReplies(anchor, found.operation, expectation);
  const refusals = repliesOf(expectation).map(({ status }) => status ?? 200);
  if (refusals.length > 0 && refusals.every((status) => status === 404 || status === 405)) {
    return found.kind === "path-absent" || refusals.every((status) => status === 405)
      ? []
      : [wrongRefusal(anchor, expectation, found.methods)];
  }
  return [
    found.kind === "path-absent"
      ? phantomPath(anchor, expectation, found.nearest)
      : phantomMethod(anchor, expectation, found),
  ];
}

/** The request that a stub stands for, with a word in place of each name. */
function requestOf({
  conditions,
}: Expectation): { readonly method: string; readonly path: string } | undefined {
  const [method, path] = ["method", "path"].map(
    (field) => conditions.find((one) => one.field === field)?.matcher,
  );
  if (method?.is !== "equals" || typeof method.value !== "string") return undefined;
  if (path?.is === "equals" && typeof path.value === "string")
    return { method: method.value, path: path.value };
  if (path?.is !== "path" || path.template.includes("*")) return undefined;
  return { method: method.value, path: path.template.replaceAll(/\{[^{}]*\}/g, "x") };
}

function repliesOf({ answer }: Expectation): readonly HttpReply[] {
  return answer.kind === "reply" ? answer.replies.filter((reply) => reply.for === "http") : [];
}

function checkReplies(anchor: Anchor, operation: Operation, expectation: Expectation): readonly Finding[] {
  if (expectation.times.max === 0) return [];
  return repliesOf(expectation).flatMap((reply) => {
    // A fault breaks the answer on purpose, and what a template comes to is only known when it is called.
    if (reply.fault !== null || reply.chunks !== null) return [];
    const status = reply.status ?? successStatus(operation);
    const mediaType = responseOf(reply).headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
    const body: Json | undefined =
      reply.body?.type === "json" && !reply.template ? reply.body.value : undefined;
    const name = `${operation.method} ${operation.template}`;
    const { checkAnswer, checkBody } = contracts();
    const breaches = checkAnswer(anchor.contract, operation, { status, mediaType, body }).map(
      ({ rule, what, declared }) =>
        finding(rule, {
          at: expectation.at,
          what: `${name}, ${what}`,
          why: `Declared at ${declaredAt(anchor.contract, declared)}; a double that answers otherwise is no proof.`,
          evidence: { expectation: expectation.id },
        }),
    );
    const bound = body === undefined ? undefined : anchor.models?.bound(operation, status);
    const told =
      bound === undefined ? [] : checkBody(bound, body as Json, { operation: name, at: expectation.at });
    return [...breaches, ...told.map((one) => atModel(one, bound as BoundModel, expectation.id))];
  });
}

/** A finding about a body, with the place of its model: a reader wants to look there, it is no name to correct. */
function atModel(one: Finding, { name, at }: BoundModel, expectation: string): Finding {
  const place = at.kind === "file" ? ` ${name} stands at ${at.file}:${at.line}.` : "";
  return { ...one, why: `${one.why}${place}`, near: [], evidence: { ...evidenceOf(one), expectation } };
}

function evidenceOf({ evidence }: Finding): Readonly<Record<string, Json>> {
  return typeof evidence === "object" && evidence !== null && !Array.isArray(evidence)
    ? (evidence as Readonly<Record<string, Json>>)
    : {};
}

function phantomPath(anchor: Anchor, { id, at, text }: Expectation, nearest: readonly Operation[]): Finding {
  const { file } = anchor.contract;
  return finding("phantom-path", {
    at,
    what: `${text} is stubbed, and ${file} has no such path`,
    near: nearest.map(({ method, template, at: place }): Near => ({
      what: `${method} ${template}`,
      at: place,
    })),
    evidence: { expectation: id },
  });
}

function phantomMethod(
  anchor: Anchor,
  { id, at, text }: Expectation,
  { template, methods }: { readonly template: string; readonly methods: readonly string[] },
): Finding {
  return finding("phantom-method", {
    at,
    what: `${text} is stubbed, and ${anchor.contract.file} has ${template} with ${methods.join(", ")} only`,
    evidence: { expectation: id },
  });
}

function wrongRefusal(anchor: Anchor, { id, at, text }: Expectation, methods: readonly string[]): Finding {
  return finding("wrong-refusal", {
    at,
    what: `${text} is stubbed as not found, and ${anchor.contract.file} has its path with ${methods.join(", ")}`,
    evidence: { expectation: id },
  });
}
