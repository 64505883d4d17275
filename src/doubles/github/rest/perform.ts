import type { Json } from "../../../core/index.ts";
import type { Actor } from "../access/actor.ts";
import { authorize } from "../access/policy.ts";
import { published, type Operation as PublishedOperation } from "../published/index.ts";
import { draftOf } from "../state/draft.ts";
import type { GithubEvent, GithubState } from "../state/state.ts";
import type { RestAnswer } from "./answer.ts";
import { findRepository } from "./find-repository.ts";
import { operations } from "./operations.ts";
import { ApiProblem } from "./problem.ts";
import { checkBody, readBody } from "./read-body.ts";
import { ReadCall } from "./read-call.ts";
import type { RestRequest } from "./request.ts";

/** What an operation of the API is performed with: data only. */
export interface Performing {
  readonly request: RestRequest;
  /** The published id of what the request is for. */
  readonly operation: string;
  readonly params: Readonly<Record<string, string>>;
  readonly actor: Actor;
  /** What is left of the caller's limits, where that is what is asked for. */
  readonly rates?: Json;
}

/** What came of it. */
export interface Performed {
  readonly answer: RestAnswer;
  /** Empty where it was refused. */
  readonly events: readonly GithubEvent[];
}

/** Performs one operation on a draft: what it is about, whether that is allowed, then the operation itself. */
export function perform(state: GithubState, asked: Performing, at: string): Performed {
  const { request, params, actor } = asked;
  const operation = operationOf(asked.operation);
  const draft = draftOf(state, at);
  try {
    const writes = operation.method !== "GET";
    const body = readBody(request.body, operation);
    const repository = findRepository(draft, actor, params, ({ id }) => moved(asked, id, writes));
    authorize(draft, { operation: operation.id, writes, actor, repository, params, body });
    checkBody(body, operation);
    const run = operations.get(operation.id);
    if (run === undefined) throw new Error(`${operation.id} keeps no state`);
    const call = new ReadCall({ ...asked, operation: operation.id, draft, body, repository });
    return { answer: run(call), events: draft.events };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    return { answer: problemAnswer(error, operation), events: [] };
  }
}

function operationOf(id: string): PublishedOperation {
  const found = published().operation(id);
  if (found === undefined) throw new Error(`${id} is no published operation`);
  return found;
}

/** The answer that a problem comes to. */
export function problemAnswer(problem: ApiProblem, operation: PublishedOperation | undefined): RestAnswer {
  const { errors, headers = [], documentation, fields = {} } = problem.detail;
  const json: Json = {
    message: problem.message,
    ...fields,
    ...(errors === undefined ? {} : { errors: errors as unknown as Json }),
    documentation_url: documentation ?? operation?.documentationUrl ?? "https://docs.github.com/rest",
    status: String(problem.status),
  };
  return { status: problem.status, json, headers };
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
