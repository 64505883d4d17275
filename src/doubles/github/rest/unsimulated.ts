import { finding, limits, type Finding } from "../../../core/index.ts";
import { refusalHeaders, refusalText } from "../../../engine/index.ts";
import { publishedSchemas, synthesise, type Operation } from "../published/index.ts";
import type { RestAnswer } from "./answer.ts";
import type { RestRequest } from "./request.ts";

type Assets = Parameters<typeof publishedSchemas>[0];

/** An answer to a read that nothing but the published description stands behind: it says so itself. */
export function syntheticAnswer(
  operation: Operation,
  params: Readonly<Record<string, string>>,
  { origin }: RestRequest,
  world: { readonly assets: Assets; readonly now: string },
): RestAnswer {
  const { status, mediaType, location, body } = synthesise(operation, params, {
    schemas: publishedSchemas(world.assets),
    apiUrl: origin.api,
    webUrl: origin.html,
    now: world.now,
  });
  const headers: RestAnswer["headers"] = [
    ["X-Backlot-Fidelity", "synthetic"],
    ...(location === undefined ? [] : ([["Location", location]] as const)),
  ];
  if (mediaType === undefined || body === undefined) return { status, headers };
  if (mediaType.endsWith("json"))
    return { status, headers, json: body, contentType: `${mediaType}; charset=utf-8` };
  return {
    status,
    headers,
    text: typeof body === "string" ? body : JSON.stringify(body),
    contentType: mediaType,
  };
}

/** GitHub's clients repeat most failures; none of them repeats this one. */
const refusedWith = 400;

/** How GitHub refuses what is not simulated: a body like its own errors, and a finding that fails the run. */
export function refusedAnswer(one: Finding, documentation = "https://docs.github.com/rest"): RestAnswer {
  const json = { message: refusalText(one), documentation_url: documentation, status: String(refusedWith) };
  return { status: refusedWith, json, headers: refusalHeaders(one) };
}

/** A write that nobody keeps state for. */
export function unsimulatedWrite(call: number, line: string, { id }: Operation): Finding {
  return finding("unmatched-call", {
    at: { kind: "call", call },
    what: `${line} is not simulated`,
    why: `Nothing is kept for ${id} yet, and a write that changes nothing must not look like one that did.`,
    evidence: { call, expectation: null },
  });
}

/** A write for which a world has no room left. */
export function worldFull(call: number, line: string): Finding {
  return finding("over-limit", {
    at: { kind: "call", call },
    what: `${line} is refused: a simulated GitHub holds at most ${limits.githubChars} characters`,
    why: "Everything that is written stays in memory until the world is closed.",
    fix: "Write less, or spread it over several worlds.",
    evidence: { call, expectation: null },
  });
}

/** A part of GitHub that does not answer yet. @param part "GraphQL" */
export function unsimulatedPart(call: number, line: string, part: string): Finding {
  return finding("unmatched-call", {
    at: { kind: "call", call },
    what: `${line} is not simulated`,
    why: `Of GitHub the REST API answers; ${part} is to come.`,
    evidence: { call, expectation: null },
  });
}
