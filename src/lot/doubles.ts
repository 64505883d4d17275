import { commandDouble, commandSection } from "../doubles/command/index.ts";
import { httpDouble, httpSection } from "../doubles/http/index.ts";
import type { Double } from "../engine/index.ts";
import type { ScenarioInput as InputOf, Section } from "../scenario/index.ts";

/** A double with the section of the scenario that it reads. */
export interface EquippedDouble {
  readonly double: Double;
  readonly section: Section;
}

/** Every double of this version, in the order in which they claim calls. */
export const equippedDoubles: readonly EquippedDouble[] = [
  { double: httpDouble as Double, section: httpSection },
  { double: commandDouble as Double, section: commandSection },
];

/** The sections that scenario files may have. */
export const sections = equippedDoubles.map(({ section }) => section);

/** A scenario in TypeScript: the file's format in camelCase. */
export type ScenarioInput = InputOf<readonly [typeof httpSection, typeof commandSection]>;

/** Expectations for a world that is open, in the scenario's form: commands, and stubs of its services. */
export interface FragmentInput {
  readonly commands?: ScenarioInput["commands"];
  readonly services?: Readonly<Record<string, Pick<NonNullable<ScenarioInput["services"]>[string], "stubs">>>;
}
