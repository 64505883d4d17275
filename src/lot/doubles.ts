import { agentDouble, agentSection } from "../doubles/agent/index.ts";
import { commandDouble, commandSection } from "../doubles/command/index.ts";
import { githubDouble, githubSection } from "../doubles/github/index.ts";
import { httpDouble, httpSection } from "../doubles/http/index.ts";
import type { Double } from "../engine/index.ts";
import type { Scenario, ScenarioInput as InputOf, Section } from "../scenario/index.ts";

/** A double with the section of the scenario that it reads. */
export interface EquippedDouble {
  readonly double: Double;
  readonly section: Section;
}

/** Every double of this version, in the order in which they claim calls. */
export const equippedDoubles: readonly EquippedDouble[] = [
  { double: githubDouble as Double, section: githubSection },
  { double: httpDouble as Double, section: httpSection },
  { double: agentDouble as Double, section: agentSection },
  { double: commandDouble as Double, section: commandSection },
];

/** Where a scenario's doubles listen: names of services, each with the port that it must have. */
export function listeners({
  sections: read,
}: Scenario): readonly { readonly name: string; readonly port: number | null }[] {
  return equippedDoubles.flatMap(({ double, section }) => double.listens?.(read[section.key]) ?? []);
}

/** The sections that scenario files may have. */
export const sections = equippedDoubles.map(({ section }) => section);

/** A scenario in TypeScript: the file's format in camelCase. */
export type ScenarioInput = InputOf<
  readonly [typeof httpSection, typeof commandSection, typeof githubSection, typeof agentSection]
>;

/** Expectations for a world that is open, in the scenario's form: commands, and stubs of its services and of GitHub. */
export interface FragmentInput {
  readonly commands?: ScenarioInput["commands"];
  readonly services?: Readonly<Record<string, Pick<NonNullable<ScenarioInput["services"]>[string], "stubs">>>;
  readonly github?: Pick<NonNullable<ScenarioInput["github"]>, "stubs">;
}
