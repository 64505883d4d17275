import type { Contract } from "../../contract/index.ts";

/**
 * A path that the contract does not have, with names where it has values: as far as a template of the contract begins
 * like it, its names; after that `{id}` for what looks like one. So that one operation has one name in all tests.
 * @example namedPath(contract, "/api/tenants/ten_1/agents") // "/api/tenants/{tenant_id}/agents"
 */
export function namedPath(contract: Contract | undefined, path: string): string {
  const base = contract?.basePaths.find((one) => path.startsWith(`${one}/`)) ?? "";
  const segments = path.slice(base.length).split("/");
  const known = contract === undefined ? [] : longestPrefix(contract, segments);
  const named = segments.map((segment, index) => {
    const from = known[index];
    const last = index === segments.length - 1;
    if (from?.includes("{") === true && (!last || looksLikeId(segment))) return from;
    return from === undefined && looksLikeId(segment) ? "{id}" : segment;
  });
  return base + named.join("/");
}

/** Steps of the template that begins like a path, the longest and most literal one. */
function longestPrefix(contract: Contract, segments: readonly string[]): readonly string[] {
  let best: readonly string[] = [];
  let bestLiterals = 0;
  for (const { template } of contract.operations) {
    const steps = template.split("/");
    let length = 0;
    let literals = 0;
    while (length < steps.length && length < segments.length) {
      const [step, segment] = [steps[length] as string, segments[length] as string];
      if (step !== segment && !step.includes("{")) break;
      if (step === segment) literals += 1;
      length += 1;
    }
    if (length > best.length || (length === best.length && literals > bestLiterals)) {
      best = steps.slice(0, length);
      bestLiterals = literals;
    }
  }
  return best;
}

/** "17", "ten_1", "agt-7f3a", a long hexadecimal text; not "v1" or "oauth2", which are words of a path. */
function looksLikeId(segment: string): boolean {
  return /^(?:\d+|[^{}]*[_.-][^{}]*\d[^{}]*|[^{}]*\d[^{}]*[_.-][^{}]*|(?=.*\d)[0-9a-f]{12,})$/i.test(segment);
}

/** The same for templates whose names are called differently. */
export function shapeOf(subject: string): string {
  return subject.replaceAll(/\{[^{}]*\}/g, "{}");
}
