import type { Place } from "../../core/index.ts";
import type { ResourceConfig } from "./resource/resource-schema.ts";

/** A service of a scenario, without its stubs. */
export interface ServiceConfig {
  readonly name: string;
  /** Variables that get its address; {{url}} is the service's base URL. */
  readonly exports: Readonly<Record<string, string>>;
  /** Real host names that it stands in for, in lower case. */
  readonly hosts: readonly string[];
  /** Null: a free one. */
  readonly port: number | null;
  /** What becomes of calls that no stub takes. */
  readonly unmatched: "refuse" | "synthetic";
  /** What its stubs answer with by `resource`, by name. */
  readonly resources: Readonly<Record<string, ResourceConfig>>;
  readonly at: Place;
}

/** What the section `services` comes to. */
export interface HttpConfig {
  readonly services: readonly ServiceConfig[];
}
