import { readContract, readModels } from "../../src/contract/index.ts";
import { utf8, type Json, type Place } from "../../src/core/index.ts";
import type { Anchor, ServiceCall, StubAnswer, StubEvidence, WorldEvidence } from "../../src/drift/index.ts";

/** An anchor of texts that are right. */
export function anchorOf(contract: string, models?: string): Anchor {
  const document = readContract("convo.openapi.yaml", utf8(contract));
  if (!document.ok) throw new Error(document.findings.map(({ what }) => what).join("\n"));
  if (models === undefined) return { contract: document.value, models: undefined };
  const read = readModels("convo.models.yaml", utf8(models));
  if (!read.ok) throw new Error(read.findings.map(({ what }) => what).join("\n"));
  return { contract: document.value, models: read.value };
}

/** A place in code. @example site("tests/a.py:29") */
export function site(text: string): Place {
  const [file = "", line = "1"] = text.split(":");
  return { kind: "code", file, line: Number(line), column: 1 };
}

/** An answer with a JSON body. */
export function json(body: Json, status?: number): StubAnswer {
  return { status, mediaType: "application/json", body, fault: false };
}

/** An answer that is only a status. */
export function bare(status: number): StubAnswer {
  return { status, mediaType: undefined, body: undefined, fault: false };
}

/** A stub of the service convo. @param request "GET /api/actors/me" */
export function stub(at: string, request: string, ...answers: StubAnswer[]): StubEvidence {
  const [method = "", path = ""] = request.split(" ");
  return {
    id: `${at} ${request}`,
    service: "convo",
    method,
    path,
    text: request,
    answers,
    optional: false,
    forbidden: false,
    at: site(at),
  };
}

/** A call that a stub answered, or that was refused. @param request "GET /api/actors/me?full=1" */
export function call(
  request: string,
  by: StubEvidence | null,
  caller?: string,
  more: Partial<ServiceCall> = {},
): Omit<ServiceCall, "id"> {
  const [method = "", target = ""] = request.split(" ");
  const [path = "", query = ""] = target.split("?");
  return {
    service: "convo",
    method,
    path,
    query,
    headers: [],
    body: "",
    outcome: by === null ? "refused" : "answered",
    stub: by === null ? null : by.id,
    status: by === null ? 418 : (by.answers[0]?.status ?? 200),
    caller: caller === undefined ? undefined : site(caller),
    findings: by === null ? ["unmatched-call"] : [],
    ...more,
  };
}

/** A test. */
export function world(
  title: string,
  outcome: WorldEvidence["outcome"],
  stubs: readonly StubEvidence[],
  calls: readonly Omit<ServiceCall, "id">[],
  more: Partial<WorldEvidence> = {},
): WorldEvidence {
  return {
    id: title,
    title,
    test: true,
    outcome,
    complete: true,
    stubs: stubs.map(({ id }) => id),
    calls: calls.map((one, index) => ({ ...one, id: index + 1 })),
    ...more,
  };
}
