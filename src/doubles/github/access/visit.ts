import type { HeaderList } from "../../../core/index.ts";
import type { ServeContext } from "../../../engine/index.ts";
import type { GithubConfig } from "../config.ts";
import { wholeSeconds } from "../decide.ts";
import type { Operation } from "../published/index.ts";
import { readBody } from "../rest/read-body.ts";
import { headerOf, type RestRequest } from "../rest/request.ts";
import { viewOf, type GithubState } from "../state/state.ts";
import { anonymous, type Actor } from "./actor.ts";
import { checkVersion } from "./admission.ts";
import { Meter } from "./meter.ts";
import { rateOverview, resourceOf } from "./rates.ts";
import { resolveActor } from "./resolve-actor.ts";
import { tokenHeaders } from "./token-headers.ts";

type Context = Pick<
  ServeContext<GithubState, never>,
  "config" | "state" | "clock" | "counted" | "count" | "note"
>;

/** Asking what is left of the limits costs nothing. */
const rateLimit = "rate-limit/get";

/** One request, from the door to its answer: who makes it, whether that is one too many, and what it is told of that. */
export class Visit {
  readonly #context: Context;
  readonly #operation: string | undefined;
  #actor: Actor;
  #meter: Meter | undefined;

  /** @param operation published id; undefined: nothing answers there */
  constructor(context: Context, operation: string | undefined) {
    this.#context = context;
    this.#operation = operation;
    this.#actor = anonymous;
  }

  /**
   * Lets a request in.
   * @throws ApiProblem 400 for its form, 401 for its token, 403 where it is one too many
   */
  enter(request: RestRequest, operation: Operation | undefined): void {
    checkVersion(request);
    if (operation !== undefined) readBody(request.body, operation);
    // A token that is not known counts as nobody's.
    this.#meter = this.#meterFor(anonymous);
    const { auth, rateLimits } = this.#context.config as GithubConfig;
    this.#actor = resolveActor(viewOf(this.#context.state), {
      authorization: headerOf(request.headers, "authorization"),
      at: wholeSeconds(this.#context.clock.now()),
      auth,
    });
    this.#meter = this.#meterFor(this.#actor);
    this.#meter.admit(rateLimits.secondary, () => this.#context.note({ scripted: true }));
  }

  /**
   * Lets somebody in who made the same request before.
   * @returns false: it may be one too many, which entering it tells
   */
  returns(actor: Actor): boolean {
    const { secondary } = (this.#context.config as GithubConfig).rateLimits;
    this.#actor = actor;
    this.#meter = this.#meterFor(actor);
    return secondary === null && this.#meter.hasRoom;
  }

  /** Who makes the request; nobody, until it was let in. */
  get actor(): Actor {
    return this.#actor;
  }

  /** Whether the same request is answered with something else each time. */
  get asksForLimits(): boolean {
    return this.#operation === rateLimit;
  }

  /** What the operation is told beside the request. */
  get told(): { readonly actor: Actor; readonly rates?: ReturnType<typeof rateOverview> } {
    return this.asksForLimits && this.#meter !== undefined
      ? { actor: this.#actor, rates: rateOverview(this.#meter.facts) }
      : { actor: this.#actor };
  }

  /** What the answer says of who made the request. */
  headers(status: number): HeaderList {
    return tokenHeaders(this.#actor, this.#operation, status);
  }

  /** Counts the request by what was answered, and gives the headers that say what is left. */
  leave(status: number): HeaderList {
    return this.#meter?.settle(status) ?? [];
  }

  #meterFor(actor: Actor): Meter {
    const facts = {
      view: viewOf(this.#context.state),
      actor,
      nowMs: this.#context.clock.nowMs(),
      limits: (this.#context.config as GithubConfig).rateLimits.limits,
      counted: (key: string) => this.#context.counted(key),
    };
    return new Meter(facts, resourceOf(this.#operation), this.asksForLimits, this.#context);
  }
}
