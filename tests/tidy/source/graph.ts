/**
 * Finds rings in a graph: for each group of nodes that all lead to each other, one shortest way round.
 * @param graph node to the nodes it leads to; unknown targets are ignored
 */
export function cycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const seen = new Set<string>();
  const rings: string[][] = [];
  for (const start of graph.keys()) {
    if (seen.has(start)) continue;
    const ring = wayBack(start, graph);
    if (ring === undefined) continue;
    rings.push(ring);
    for (const node of ring) seen.add(node);
  }
  return rings;
}

/** The shortest way from a node back to itself. */
function wayBack(start: string, graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const next of graph.get(node) ?? []) {
      if (next === start) {
        const ring = [node];
        for (let at = node; at !== start;) {
          at = cameFrom.get(at) ?? start;
          ring.unshift(at);
        }
        return ring;
      }
      if (graph.has(next) && !cameFrom.has(next)) {
        cameFrom.set(next, node);
        queue.push(next);
      }
    }
  }
  return undefined;
}
