import { commandDouble, commandsSection } from "../doubles/command/index.ts";
import { httpDouble, servicesSection } from "../doubles/http/index.ts";
import type { Double } from "../engine/index.ts";

/** A double with the section of the scenario that it reads. */
export interface EquippedDouble {
  readonly double: Double;
  readonly section: typeof commandsSection | typeof servicesSection;
}

/** Every double of this version, in the order in which they claim calls. */
export const equippedDoubles: readonly EquippedDouble[] = [
  { double: httpDouble as Double, section: servicesSection },
  { double: commandDouble as Double, section: commandsSection },
];

/** The sections that scenario files may have. */
export const sections = equippedDoubles.map(({ section }) => section);
