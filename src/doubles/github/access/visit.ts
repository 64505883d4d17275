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
  readonly #request: RestRequest;
  readonly #operation: Operation | undefined;
  #actor: Actor = anonymous;
  #meter: Meter | undefined;

  /** @param operation undefined: nothing answers there */
  constructor(context: Context, request: RestRequest, operation: Operation | undefined) {
    this.#context = context;
    this.#request = request;
    this.#operation = operation;
  }

  /**
   * Lets a request in.
   * @param known who makes it, where that was found out before
   * @returns who makes it
   * @throws ApiProblem 400 for its form, 401 for its token, 403 where it is one too many
   */
  enter(known?: Actor): Actor {
    checkVersion(this.#request);
    if (this.#operation !== undefined) readBody(this.#request.body, this.#operation);
    // A token that is not known counts as nobody's.
    if (known === undefined) this.#meter = this.#meterFor(anonymous);
    this.#actor = known ?? this.#resolve();
    this.#tell();
    this.#meter = this.#meterFor(this.#actor);
    const { secondary } = this.#config.rateLimits;
    this.#meter.admit(secondary, () => this.#context.note({ scripted: true }));
    return this.#actor;
  }

  /** What the operation is told beside the request. */
  get extras(): { readonly rates?: ReturnType<typeof rateOverview> } {
    return this.#operation?.id === rateLimit && this.#meter !== undefined
      ? { rates: rateOverview(this.#meter.facts) }
      : {};
  }

  /** Counts the request by what was answered, and gives the headers that follow from who made it. */
  leave(status: number): HeaderList {
    return [
      ...tokenHeaders(this.#actor, this.#operation?.id, status),
      ...(this.#meter?.settle(status) ?? []),
    ];
  }

  get #config(): GithubConfig {
    return this.#context.config as GithubConfig;
  }

  #resolve(): Actor {
    return resolveActor(viewOf(this.#context.state), {
      authorization: headerOf(this.#request.headers, "authorization"),
      at: wholeSeconds(this.#context.clock.now()),
      auth: this.#config.auth,
    });
  }

  /** Who calls, which the journal tells by the token's name. */
  #tell(): void {
    const { token, account, accepted } = this.#actor;
    this.#context.note({
      identity: {
        carried: token?.name ?? null,
        actor: account?.login ?? null,
        ...(accepted ? { accepted: true } : {}),
      },
    });
  }

  #meterFor(actor: Actor): Meter {
    const facts = {
      view: viewOf(this.#context.state),
      actor,
      nowMs: this.#context.clock.nowMs(),
      limits: this.#config.rateLimits.limits,
      counted: (key: string) => this.#context.counted(key),
    };
    const operation = this.#operation?.id;
    return new Meter(facts, resourceOf(operation), operation === rateLimit, this.#context);
  }
}
