import { BacklotError, finding, nearest, type Finding, type Place } from "../core/index.ts";
import type { Parsed } from "../scenario/index.ts";
import type { LiveWorld } from "./live-world.ts";

/**
 * A world that is open takes expectations only: anything else in a fragment would be ignored without a word.
 * @throws BacklotError `misplaced-field`, `unknown-name` for a service that the world does not have
 */
export function checkFragment(
  live: LiveWorld,
  { fragment, at }: { readonly fragment: Parsed; readonly at: Place },
): void {
  const findings: Finding[] = [];
  for (const [name, value] of tableEntries(fragment.tree)) {
    if (name === "services") findings.push(...checkServices(live, value, at));
    else if (name === "github") findings.push(...checkService(live, name, name, value, at));
    else if (name !== "commands" && !name.startsWith("x-")) findings.push(tooLate(name, at));
  }
  if (findings.length > 0) throw new BacklotError(findings);
}

type Tree = Parsed["tree"];
type Value = NonNullable<Tree>["entries"][number]["value"];

function checkServices(live: LiveWorld, services: Value, at: Place): readonly Finding[] {
  return tableEntries(services).flatMap(([service, value]) =>
    checkService(live, service, `services.${service}`, value, at),
  );
}

function checkService(
  live: LiveWorld,
  service: string,
  path: string,
  value: Value,
  at: Place,
): readonly Finding[] {
  if (live.urls[service] === undefined) {
    const what = `there is no service "${service}"`;
    return [finding("unknown-name", { at, what, near: nearest(service, Object.keys(live.urls)) })];
  }
  return tableEntries(value)
    .filter(([field]) => field !== "stubs" && !field.startsWith("x-"))
    .map(([field]) => tooLate(`${path}.${field}`, at));
}

function tooLate(name: string, at: Place): Finding {
  return finding("misplaced-field", {
    at,
    what: `${name} can't be added to a world that is open`,
    why: "Its clock, its ports and its environment are made already.",
    fix: "Write it in the scenario that the world is opened with.",
  });
}

function tableEntries(node: Value | null): readonly (readonly [string, Value])[] {
  return node?.kind === "table" ? node.entries.map(({ key, value }) => [key, value] as const) : [];
}
