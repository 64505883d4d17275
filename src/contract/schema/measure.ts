import type { Json } from "../../core/index.ts";

/** How many values a value is made of, and how deep they stand; counting stops past either limit. */
export function measure(
  value: Json,
  nodesMax: number,
  depthMax: number,
): { readonly nodes: number; readonly depth: number } {
  const stack: { readonly children: readonly Json[]; next: number }[] = [{ children: [value], next: 0 }];
  let nodes = 0;
  let depth = 0;
  while (stack.length > 0 && nodes <= nodesMax && depth <= depthMax) {
    const top = stack.at(-1) as (typeof stack)[number];
    if (top.next === top.children.length) {
      stack.pop();
      continue;
    }
    const one = top.children[top.next++] as Json;
    nodes += 1;
    if (typeof one !== "object" || one === null) continue;
    stack.push({ children: Array.isArray(one) ? one : Object.values(one), next: 0 });
    depth = Math.max(depth, stack.length - 1);
  }
  return { nodes, depth };
}
