import type { HeaderList } from "../../../core/index.ts";
import type { RateLimitsConfig } from "../config.ts";
import {
  rateExceeded,
  rateHeaders,
  rateOf,
  secondaryKey,
  secondaryRefusal,
  type RateFacts,
  type RateResource,
} from "./rates.ts";

/** What a call is counted with. */
export interface Counting {
  counted(key: string): number;
  count(key: string): void;
}

/** Counts one call, unless it is free. */
export class Meter {
  readonly facts: RateFacts;
  readonly #resource: RateResource;
  readonly #free: boolean;
  readonly #counting: Counting;
  #refused = false;

  constructor(facts: RateFacts, resource: RateResource, free: boolean, counting: Counting) {
    this.facts = facts;
    this.#resource = resource;
    this.#free = free;
    this.#counting = counting;
  }

  /**
   * Refuses a call that is one too many.
   * @param scripted called where the scenario scripts that calls are refused just now
   * @throws ApiProblem 403
   */
  admit(secondary: RateLimitsConfig["secondary"], scripted: () => void): void {
    if (this.#free) return;
    if (secondary !== null) {
      const refusal = secondaryRefusal(secondary, this.#counting.counted(secondaryKey));
      this.#counting.count(secondaryKey);
      if (refusal !== undefined) {
        this.#refused = true;
        scripted();
        throw refusal;
      }
    }
    if (rateOf(this.facts, this.#resource).remaining > 0) return;
    this.#refused = true;
    throw rateExceeded(this.facts.actor);
  }

  /** Counts the call, unless it was refused or told nothing new, and gives the headers that say what is left. */
  settle(status: number): HeaderList {
    if (!this.#free && !this.#refused && status !== 304)
      this.#counting.count(rateOf(this.facts, this.#resource).key);
    return rateHeaders(rateOf(this.facts, this.#resource));
  }
}
