import type { CodePlace } from "../../core/index.ts";
import type { LotClient } from "../thread/client.ts";
import { callsIn, type WorldCall } from "./calls.ts";
import { isUrl, readValue } from "../../scenario/index.ts";
import { keepFor } from "./data.ts";

/** How often: an exact number, or bounds. */
export type TimesInput = number | { readonly min?: number; readonly max?: number };

/** What a handle needs of its world. */
export interface HandleHome {
  readonly client: LotClient;
  readonly world: string;
  /** Name of the layer that new expectations go to. */
  readonly layer: () => string;
  /** Path of the test's own fixture for a command. @throws BacklotError `fixture-unnamed` */
  readonly fixture: (command: string) => string;
}

/** The section that an expectation could stand in. */
type HandleSection = keyof typeof methods;

/** By which method of the world it is declared. */
const methods = { commands: "command", services: "service", agents: "agent" } as const;

/**
 * An expectation that test code declared. It counts from the statement that made it; each modifier changes it
 * in place. A mistake throws at its line.
 */
export class ExpectationHandle<Call extends WorldCall> {
  readonly #home: HandleHome;
  readonly #section: HandleSection;
  readonly #target: string;
  readonly #at: CodePlace;
  readonly #layer: string;
  #entry: Readonly<Record<string, unknown>>;
  #id: string | undefined;

  /** @internal */
  constructor(
    home: HandleHome,
    section: HandleSection,
    target: string,
    entry: Readonly<Record<string, unknown>>,
    at: CodePlace,
  ) {
    this.#home = home;
    this.#section = section;
    this.#target = target;
    this.#at = at;
    this.#layer = home.layer();
    this.#entry = entry;
    this.#declare();
  }

  /** How many calls it wants: exactly `n`, or between bounds. */
  times(times: TimesInput): this {
    return this.with({ times });
  }

  /** Exactly one call. */
  once(): this {
    return this.times(1);
  }

  /** Forbids the call: it is refused and fails the test. */
  never(): this {
    return this.times(0);
  }

  /** May go unused. */
  optional(): this {
    return this.with({ optional: true });
  }

  /** Names it for reports, for `in_order` and for `world.expectation(name)`. */
  named(name: string): this {
    return this.with({ name });
  }

  /** The calls it has answered so far: plain objects for the runner's own assertions. */
  get calls(): readonly Call[] {
    const text = this.#home.client.sync("calls.of", {
      world: this.#home.world,
      expectation: this.#id,
    }) as string;
    return callsIn(text) as readonly Call[];
  }

  /** Its id in the world. @internal */
  get id(): string {
    return this.#id as string;
  }

  /** Path of the test's own fixture. @internal */
  protected get ownFixture(): string {
    return this.#home.fixture(this.#target);
  }

  /** Sets the answer: replies, or one handler. @internal */
  protected answer(replies: readonly unknown[]): this {
    const [first] = replies;
    const handler = replies.length === 1 && (typeof first === "function" || isUrl(first));
    if (handler) return this.with({ handler: first }, ["reply", "passthrough", "fixture", "resource"]);
    return this.with({ reply: replies.length === 1 ? first : replies }, [
      "handler",
      "passthrough",
      "fixture",
      "resource",
    ]);
  }

  /** Changes fields of the declaration. @internal */
  protected with(fields: Readonly<Record<string, unknown>>, without: readonly string[] = []): this {
    const before = this.#entry;
    const kept = Object.entries(before).filter(([name]) => !without.includes(name));
    this.#entry = { ...Object.fromEntries(kept), ...fields };
    try {
      this.#declare();
    } catch (error) {
      this.#entry = before;
      throw error;
    }
    return this;
  }

  #declare(): void {
    const { client, world } = this.#home;
    const label = `world.${methods[this.#section]}(${JSON.stringify(this.#target)})`;
    this.#id = client.sync("declare", {
      world,
      layer: this.#layer,
      id: this.#id,
      section: this.#section,
      target: this.#target,
      entry: readValue(this.#entry, label, keepFor(client)),
      label,
      at: this.#at,
    }) as string;
  }
}
