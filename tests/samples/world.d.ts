import { type Ports } from "../../src/core/index.ts";
import { type CallRecord, type World } from "../../src/engine/index.ts";
import { type SampleArrival } from "./calls.ts";
/** A world of a scenario, with both doubles and no host. */
export declare function worldOf(
  toml: string,
  more?: {
    readonly ports?: Partial<Ports>;
    readonly files?: Readonly<Record<string, Uint8Array>>;
  },
): Promise<World>;
/** Lets a call arrive; gives its record when it is over. */
export declare function served(world: World, arrival: SampleArrival): Promise<CallRecord>;
