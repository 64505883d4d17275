import { BacklotError, deepFreeze, finding, formatTime, parseTime, type RecordMode } from "../core/index.ts";
import type { Scenario } from "../scenario/index.ts";

/** Where a resolved value came from, strongest first. */
export type Origin = "flag" | "variable" | "scenario" | "default";

/** A value and where it came from. */
export interface Resolved<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** The settings of a world after precedence and defaults; frozen. */
export interface Settings {
  readonly name: Resolved<string>;
  readonly seed: Resolved<number>;
  /** Milliseconds since 1970 at which the world's clock starts. */
  readonly nowMs: Resolved<number>;
  readonly shared: Resolved<boolean>;
  /** What is done with calls that fixtures answer; null replays them. What test code says of one beats it. */
  readonly record: Resolved<RecordMode | null>;
  /** File of scrubbing rules of one's own, for what is recorded; null: none. */
  readonly rules: Resolved<string | null>;
}

/** Settings that the command line or test code gives, as text. */
export interface OverrideFlags {
  readonly seed?: string | undefined;
  readonly now?: string | undefined;
  readonly record?: string | undefined;
  readonly rules?: string | undefined;
}

/** What beats the scenario. Values are text where they come from the command line or the environment. */
export interface Overrides {
  readonly flags?: OverrideFlags | undefined;
  /** The environment; only `BACKLOT_*` names are read. */
  readonly variables?: Readonly<Record<string, string | undefined>> | undefined;
  /** The real time, used when nothing pins the clock. */
  readonly realNowMs: number;
}

/**
 * The one function that applies precedence and defaults: flag > `BACKLOT_*` variable > scenario > default.
 * @throws BacklotError `invalid-value` with every bad override at once
 */
export function resolve(scenario: Scenario, overrides: Overrides): Settings {
  const problems: ReturnType<typeof finding>[] = [];
  const read = <T>(
    field: keyof OverrideFlags,
    parse: (text: string) => T | undefined,
    wanted: string,
  ): Resolved<T> | undefined => {
    const variable = `BACKLOT_${field.toUpperCase()}`;
    const sources = [
      { origin: "flag" as const, text: overrides.flags?.[field], input: `--${field}` },
      { origin: "variable" as const, text: overrides.variables?.[variable], input: variable },
    ];
    for (const { origin, text, input } of sources) {
      // A variable that is empty is one that is not set, as CI systems write it.
      if (text === undefined || (origin === "variable" && text === "")) continue;
      const value = parse(text);
      if (value !== undefined) return { value, origin };
      problems.push(
        finding("invalid-value", {
          at: { kind: "input", input },
          what: `${input} must be ${wanted}, got "${text}"`,
        }),
      );
    }
    return undefined;
  };
  const seed = read("seed", parseSeed, "an integer from 0 to 2^53 - 1");
  const now = read("now", parseTime, "RFC 3339 with an offset");
  const record = read("record", parseRecord, "once, new or all");
  const rules = read("rules", (text) => (text === "" ? undefined : text), "the path of a file");
  if (problems.length > 0) throw new BacklotError(problems);
  const pinned = scenario.now === undefined ? undefined : parseTime(scenario.now);
  return deepFreeze<Settings>({
    name:
      scenario.name === undefined ? byDefault(scenario.files.at(-1) ?? "world") : fromScenario(scenario.name),
    seed: seed ?? (scenario.seed === undefined ? byDefault(0) : fromScenario(scenario.seed)),
    nowMs: now ?? (pinned === undefined ? byDefault(overrides.realNowMs) : fromScenario(pinned)),
    shared: scenario.shared ? fromScenario(true) : byDefault(false),
    record: record ?? byDefault(null),
    rules: rules ?? byDefault(null),
  });
}

/** Settings in words, for `backlot explain`. */
export function describeSettings(
  settings: Settings,
): readonly { field: string; value: string; origin: Origin }[] {
  return [
    { field: "name", value: settings.name.value, origin: settings.name.origin },
    { field: "seed", value: String(settings.seed.value), origin: settings.seed.origin },
    { field: "now", value: formatTime(settings.nowMs.value), origin: settings.nowMs.origin },
    { field: "shared", value: String(settings.shared.value), origin: settings.shared.origin },
    { field: "record", value: settings.record.value ?? "off", origin: settings.record.origin },
    { field: "rules", value: settings.rules.value ?? "none", origin: settings.rules.origin },
  ];
}

function parseSeed(text: string): number | undefined {
  const value = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(value) ? value : undefined;
}

function parseRecord(text: string): RecordMode | undefined {
  return text === "once" || text === "new" || text === "all" ? text : undefined;
}

function byDefault<T>(value: T): Resolved<T> {
  return { value, origin: "default" };
}

function fromScenario<T>(value: T): Resolved<T> {
  return { value, origin: "scenario" };
}
