import type { Operation } from "../document/contract.ts";
import { operationName, type OperationPair } from "./comparing.ts";

/**
 * Which operations of two contracts are the same, and which only one has. The names in a template do not matter: what
 * is sent is the same.
 */
export function pairOperations(
  old: readonly Operation[],
  now: readonly Operation[],
): {
  readonly pairs: readonly OperationPair[];
  readonly gone: readonly Operation[];
  readonly added: readonly Operation[];
} {
  const exact = new Map(now.map((operation) => [operationName(operation), operation]));
  const shapes = [uniqueShapes(old), uniqueShapes(now)] as const;
  const taken = new Set<Operation>();
  const pairs: OperationPair[] = [];
  const gone: Operation[] = [];
  for (const operation of old) {
    const shape = shapeOf(operation);
    const same =
      exact.get(operationName(operation)) ??
      (shapes[0].has(shape) ? (shapes[1].get(shape) ?? undefined) : undefined);
    if (same === undefined || taken.has(same)) gone.push(operation);
    else {
      taken.add(same);
      pairs.push({ old: operation, new: same });
    }
  }
  return { pairs, gone, added: now.filter((operation) => !taken.has(operation)) };
}

function shapeOf({ method, template }: Operation): string {
  return `${method} ${template.replaceAll(/\{[^{}]*\}/g, "{}")}`;
}

/** Operations by their shape; null where several have it. */
function uniqueShapes(operations: readonly Operation[]): ReadonlyMap<string, Operation | null> {
  const shapes = new Map<string, Operation | null>();
  for (const operation of operations) {
    const shape = shapeOf(operation);
    shapes.set(shape, shapes.has(shape) ? null : operation);
  }
  return shapes;
}
