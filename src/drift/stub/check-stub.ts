import { checkAnswer, checkBody, type BoundModel, type Operation } from "../../contract/index.ts";
import { finding, isJsonObject, type Finding, type Json, type Near } from "../../core/index.ts";
import type { Anchor, StubAnswer, StubEvidence, Witness } from "../evidence.ts";
import { anchorFile, declaredAt, findTemplate, operationName, successStatus } from "./anchor.ts";

/**
 * What a contract and its models say of a stub: what it answers for, and how. Stubs of any method or of many paths are
 * not judged. Evidence of each finding: `witness` (letters), `operation` ("convo GET /api/actors/me") and
 * `expectation` (the stub's id).
 */
export function checkStub(anchor: Anchor, stub: StubEvidence): readonly Finding[] {
  const { method, path, answers } = stub;
  if (method === undefined || path === undefined) return [];
  const found = findTemplate(anchor, method, path);
  if (found.kind === "operation") return checkAnswers(anchor, found.operation, stub);
  const refusals = answers.map(({ status }) => status ?? 200);
  if (refusals.length > 0 && refusals.every((status) => status === 404 || status === 405)) {
    return found.kind === "path-absent" || refusals.every((status) => status === 405)
      ? []
      : [wrongRefusal(anchor, stub, found)];
  }
  return [
    found.kind === "path-absent"
      ? phantomPath(anchor, stub, found.nearest)
      : phantomMethod(anchor, stub, found),
  ];
}

function checkAnswers(anchor: Anchor, operation: Operation, stub: StubEvidence): readonly Finding[] {
  if (stub.forbidden) return [];
  return stub.answers.flatMap((answer) => {
    // A fault breaks the answer on purpose.
    if (answer.fault) return [];
    const status = answer.status ?? successStatus(operation);
    return [
      ...declaredBreaches(anchor, operation, stub, { ...answer, status }),
      ...modelBreaches(anchor, operation, stub, { ...answer, status }),
    ];
  });
}

type Answered = StubAnswer & { readonly status: number };

function declaredBreaches(
  anchor: Anchor,
  operation: Operation,
  stub: StubEvidence,
  { status, mediaType, body }: Answered,
): readonly Finding[] {
  return checkAnswer(anchor.contract, operation, { status, mediaType, body }).map(
    ({ rule, what, declared }) =>
      finding(rule, {
        at: stub.at,
        what: `${operation.method} ${operation.template}, ${what}`,
        why: `Declared at ${declaredAt(anchor, declared)}; a double that answers otherwise is no proof.`,
        evidence: evidence("SA", operationName(stub.service, operation), stub),
      }),
  );
}

function modelBreaches(
  anchor: Anchor,
  operation: Operation,
  stub: StubEvidence,
  { status, body }: Answered,
): readonly Finding[] {
  const bound = body === undefined ? undefined : anchor.models?.bound(operation, status);
  if (bound === undefined) return [];
  const name = `${operation.method} ${operation.template}`;
  return checkBody(bound, body as Json, { operation: name, at: stub.at }).map((one) =>
    atModel(one, bound, evidence("SM", operationName(stub.service, operation), stub)),
  );
}

/** A finding about a body, with the place of its model: a reader wants to look there, it is no name to correct. */
function atModel(one: Finding, { name, at }: BoundModel, more: Readonly<Record<string, Json>>): Finding {
  const place = at.kind === "file" ? ` ${name} stands at ${at.file}:${at.line}.` : "";
  const own = isJsonObject(one.evidence) ? one.evidence : {};
  return { ...one, why: `${one.why}${place}`, near: [], evidence: { ...own, ...more } };
}

function evidence(
  witness: `${Witness}${Witness}`,
  operation: string,
  { id }: StubEvidence,
): Readonly<Record<string, Json>> {
  return { witness, operation, expectation: id };
}

/** What a stub stands for, where the contract does not have it. */
function stubbed({ service, method = "*", path = "" }: StubEvidence, template = path): string {
  return operationName(service, { method, template });
}

function phantomPath(anchor: Anchor, stub: StubEvidence, nearest: readonly Operation[]): Finding {
  return finding("phantom-path", {
    at: stub.at,
    what: `${stub.text} is stubbed, and ${anchorFile(anchor)} has no such path`,
    near: nearest.map(({ method, template, at }): Near => ({ what: `${method} ${template}`, at })),
    evidence: evidence("SA", stubbed(stub), stub),
  });
}

interface Absent {
  readonly template: string;
  readonly methods: readonly string[];
}

function phantomMethod(anchor: Anchor, stub: StubEvidence, { template, methods }: Absent): Finding {
  return finding("phantom-method", {
    at: stub.at,
    what: `${stub.text} is stubbed, and ${anchorFile(anchor)} has ${template} with ${methods.join(", ")} only`,
    evidence: evidence("SA", stubbed(stub, template), stub),
  });
}

function wrongRefusal(anchor: Anchor, stub: StubEvidence, { template, methods }: Absent): Finding {
  return finding("wrong-refusal", {
    at: stub.at,
    what: `${stub.text} is stubbed as not found, and ${anchorFile(anchor)} has its path with ${methods.join(", ")}`,
    evidence: evidence("SA", stubbed(stub, template), stub),
  });
}
