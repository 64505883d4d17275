import type { Json } from "../../../core/index.ts";
import type { Actor } from "../access/actor.ts";
import type { Draft } from "../state/draft.ts";
import type { AccountRow, RepositoryRow } from "../state/rows.ts";
import { urlsOf, type Urls } from "../views/urls.ts";
import type { RestCall } from "./call.ts";
import { fullName } from "./find-repository.ts";
import { ApiProblem, notFound } from "./problem.ts";
import { headerOf, queryOf, type BodyFields, type RestRequest } from "./request.ts";

/** What a call is made of. */
export interface CallParts {
  readonly operation: string;
  readonly request: RestRequest;
  readonly params: Readonly<Record<string, string>>;
  readonly draft: Draft;
  readonly actor: Actor;
  readonly body: BodyFields;
  readonly repository: RepositoryRow | null;
  readonly rates?: Json;
}

/** What an operation is given; what most of them do not ask for is made when it is asked for. */
export class ReadCall implements RestCall {
  readonly operation: string;
  readonly request: RestRequest;
  readonly params: Readonly<Record<string, string>>;
  readonly draft: Draft;
  readonly actor: Actor;
  readonly body: BodyFields;
  readonly urls: Urls;
  readonly rates: Json;
  readonly #repository: RepositoryRow | null;
  #query: URLSearchParams | undefined;

  constructor(parts: CallParts) {
    this.operation = parts.operation;
    this.request = parts.request;
    this.params = parts.params;
    this.draft = parts.draft;
    this.actor = parts.actor;
    this.body = parts.body;
    this.urls = urlsOf(parts.request.origin);
    this.rates = parts.rates ?? null;
    this.#repository = parts.repository;
  }

  get query(): URLSearchParams {
    return (this.#query ??= queryOf(this.request.query));
  }

  get repository(): RepositoryRow {
    if (this.#repository === null) throw notFound();
    return this.#repository;
  }

  get repositoryName(): string {
    return fullName(this.draft, this.repository);
  }

  get account(): AccountRow {
    const { account } = this.actor;
    if (account === null) throw new ApiProblem(401, "Requires authentication");
    return account;
  }

  text(param: string): string {
    // The router fills all names of a path, and no operation asks for others.
    return this.params[param] as string;
  }

  number(param: string): number {
    const text = this.text(param);
    if (!/^\d{1,15}$/.test(text)) throw notFound();
    return Number(text);
  }

  get page(): { readonly page: number; readonly perPage: number } {
    return {
      page: Math.max(1, whole(this.query.get("page"), 1)),
      perPage: Math.min(perPageMax, Math.max(1, whole(this.query.get("per_page"), perPageDefault))),
    };
  }

  get media(): string | null {
    const accept = headerOf(this.request.headers, "accept");
    return accept === undefined ? null : mediaOf(accept);
  }
}

const perPageDefault = 30;
const perPageMax = 100;

function whole(text: string | null, otherwise: number): number {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : otherwise;
}

const kinds =
  /application\/vnd\.github(?:\.v3)?(?:[.-][a-z-]+-preview)?\.(raw|html|diff|patch|sha|object|full|text|star)\b/;

function mediaOf(accept: string): string | null {
  return kinds.exec(accept)?.[1] ?? null;
}
