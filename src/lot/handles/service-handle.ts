import type { Json, JsonObject } from "../../core/index.ts";
import type { HttpCall } from "./calls.ts";
import { codePlace } from "./code-place.ts";
import { ExpectationHandle, type HandleHome } from "./expectation-handle.ts";

/** What a stub answers. At most one of `json`, `text`, `base64`, `file`. */
export interface HttpReplyInput {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly json?: unknown;
  readonly text?: string;
  readonly base64?: string;
  readonly file?: string;
  /** A model of the service's models file: `json` gives what varies, the model the rest. "Actor[]" is a list of it. */
  readonly model?: string;
  /** Real milliseconds before the head is sent. */
  readonly delayMs?: number;
  readonly chunks?: readonly {
    readonly text?: string;
    readonly json?: unknown;
    readonly base64?: string;
    readonly file?: string;
    readonly delayMs?: number;
  }[];
  readonly fault?: "reset" | "empty" | "truncated" | "stalled" | "malformed_chunk";
  readonly template?: boolean;
}

/** What a handler gets of a request. */
export interface HttpRequestInput {
  readonly call: number;
  readonly use: number;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** What path templates captured. */
  readonly captures: Readonly<Record<string, string>>;
  readonly body: string | { readonly base64: string };
}

/** Answers a request: a function (on the test's thread) or a module URL (in a thread of its own). */
export type HttpHandler = (request: HttpRequestInput) => HttpReplyInput | Promise<HttpReplyInput>;

/** An expectation on a service. */
export class HttpExpectation extends ExpectationHandle<HttpCall> {
  /** One reply, or several for a sequence; or a handler. */
  reply(...replies: readonly (HttpReplyInput | HttpHandler | URL)[]): this {
    return this.answer(replies);
  }

  /** Answers with what the service keeps under this name: see `resources` of the service in the scenario. */
  resource(name: string): this {
    return this.with({ resource: name }, ["reply", "handler"]);
  }

  /** The body must match: text, a RegExp or a matcher such as `match.json({...})`. */
  withBody(body: unknown): this {
    return this.with({ body });
  }

  /** These headers must match; others may be there. */
  withHeaders(headers: Readonly<Record<string, unknown>>): this {
    return this.with({ headers });
  }

  /** These query values must match; others may be there. */
  withQuery(query: Readonly<Record<string, unknown>>): this {
    return this.with({ query });
  }
}

/** What a service keeps under a name. */
export interface ResourceHandle {
  /** Its items, the oldest first, as they are now. */
  readonly items: readonly JsonObject[];
  /** The item with an id; undefined when there is none. */
  item(id: string | number): JsonObject | undefined;
}

/** An HTTP service of the scenario. */
export interface ServiceHandle {
  /** Base URL, "http://127.0.0.1:40213". */
  readonly url: string;
  /** Any number of calls; unused is fine. @param request "METHOD /path" */
  stub(request: string): HttpExpectation;
  /** One call or more; unused fails the test. @param request "METHOD /path" */
  mock(request: string): HttpExpectation;
  /** Every call that reached the service. */
  readonly calls: readonly HttpCall[];
  /** What it keeps, made and changed by calls. @throws BacklotError `unknown-name` */
  resource(name: string): ResourceHandle;
}

/** @internal */
export function serviceHandle(
  home: HandleHome,
  service: string,
  url: string,
  calls: () => readonly HttpCall[],
  query: (name: string, args: Json) => Json,
): ServiceHandle {
  const make = (request: string, fields: object): HttpExpectation =>
    new HttpExpectation(home, "services", service, { request, ...fields }, codePlace());
  return {
    url,
    stub: (request) => make(request, { optional: true, reply: {} }),
    mock: (request) => make(request, { reply: {} }),
    get calls() {
      return calls();
    },
    resource: (name) =>
      resourceHandle((more) => query("http.resource", { service, resource: name, ...more })),
  };
}

function resourceHandle(read: (more: JsonObject) => Json): ResourceHandle {
  // A name that is none is told at once.
  read({ most: 0 });
  return {
    get items() {
      const items: JsonObject[] = [];
      for (;;) {
        const page = read({ from: items.length }) as unknown as { total: number; items: JsonObject[] };
        items.push(...page.items);
        if (page.items.length === 0 || items.length >= page.total) return items;
      }
    },
    item: (id) => (read({ id: String(id) }) ?? undefined) as JsonObject | undefined,
  };
}
