import { limits, type Json } from "../../../core/index.ts";
import { authorize } from "../access/policy.ts";
import { published, type Operation as PublishedOperation } from "../published/index.ts";
import { draftOf, type Draft } from "../state/draft.ts";
import type { GithubEvent, GithubState } from "../state/state.ts";
import {
  runTransitions,
  type FailedTransition,
  type TransitionsDue,
} from "../transitions/run-transitions.ts";
import type { RestAnswer } from "./answer.ts";
import { findRepository } from "./find-repository.ts";
import { linkOf, searchResultsMax } from "./links.ts";
import { checkAccept } from "./media.ts";
import { operations } from "./operations.ts";
import type { Performing } from "./performing.ts";
import { ApiProblem } from "./problem.ts";
import { checkBody, readBody } from "./read-body.ts";
import { ReadCall } from "./read-call.ts";
import { headerOf } from "./request.ts";

/** What came of it. */
export interface Performed {
  /** Null: it is allowed, but nobody keeps state for it. */
  readonly answer: RestAnswer | null;
  /** Empty where it was refused. */
  readonly events: readonly GithubEvent[];
  /** What should have happened by itself, and could not. */
  readonly failed: readonly FailedTransition[];
}

/** Performs one operation, and what happens by itself because of it, as one decision. */
export function perform(state: GithubState, asked: Performing, at: string, due?: TransitionsDue): Performed {
  const draft = draftOf(state, at);
  const answer = performOn(draft, asked);
  const failed = due === undefined ? [] : runTransitions(draft, due, performOn);
  return { answer, events: draft.events, failed };
}

/**
 * Performs one operation on a draft: what it is about, whether that is allowed, then the operation itself. One that is
 * refused leaves the draft as it was.
 */
export function performOn(draft: Draft, asked: Performing): RestAnswer | null {
  const { request, params, actor } = asked;
  const operation = operationOf(asked.operation);
  try {
    return draft.attempt(() => {
      const writes = operation.method !== "GET";
      if (operation.server === undefined) checkAccept(headerOf(request.headers, "accept"), operation);
      const body = readBody(request.body, operation);
      const repository = findRepository(draft, actor, params, ({ id }) => moved(asked, id, writes));
      authorize(draft, { operation: operation.id, writes, actor, repository, params, body });
      const run = operations.get(operation.id);
      if (run === undefined) return null;
      checkBody(body, operation);
      const call = new ReadCall({ ...asked, operation: operation.id, draft, body, repository });
      if (operation.id.startsWith("search/")) checkSearchPage(call.page);
      const answer = run(call);
      if (answer === null) return null;
      if (writes && draft.weight > limits.githubChars) throw full();
      const link = linkOf(draft, request, answer);
      return link === undefined ? answer : { ...answer, headers: [["Link", link], ...answer.headers] };
    });
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    return problemAnswer(error, operation);
  }
}

/** GitHub has no such answer: serve.ts says it as what is not simulated is refused. */
function full(): ApiProblem {
  return new ApiProblem(507, `A simulated GitHub holds at most ${limits.githubChars} characters.`, {
    full: true,
  });
}

function operationOf(id: string): PublishedOperation {
  const found = published().operation(id);
  if (found === undefined) throw new Error(`${id} is no published operation`);
  return found;
}

function checkSearchPage({ page, perPage }: ReadCall["page"]): void {
  if ((page - 1) * perPage < searchResultsMax) return;
  throw new ApiProblem(422, `Only the first ${searchResultsMax} search results are available`, {
    documentation: "https://docs.github.com/v3/search/",
  });
}

/** The answer that a problem comes to. */
export function problemAnswer(problem: ApiProblem, operation: PublishedOperation | undefined): RestAnswer {
  const { errors, headers = [], documentation, fields = {}, full: isFull } = problem.detail;
  const json: Json = {
    message: problem.message,
    ...fields,
    ...(errors === undefined ? {} : { errors: errors as unknown as Json }),
    documentation_url: documentation ?? operation?.documentationUrl ?? "https://docs.github.com/rest",
    status: String(problem.status),
  };
  return { status: problem.status, json, headers, ...(isFull === true ? { full: true } : {}) };
}

/** The repository has another name now: where it is. */
function moved({ request }: Performing, id: number, writes: boolean): ApiProblem {
  const rest = request.path.split("/").slice(4).join("/");
  const query = request.query === "" ? "" : `?${request.query}`;
  const url = `${request.origin.api}/repositories/${id}${rest === "" ? "" : `/${rest}`}${query}`;
  return new ApiProblem(writes ? 307 : 301, "Moved Permanently", {
    headers: [["Location", url]],
    fields: { url },
    documentation:
      "https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects",
  });
}
