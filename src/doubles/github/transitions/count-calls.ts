import type { TransitionConfig } from "../config.ts";
import type { RestRequest } from "../rest/request.ts";

/** Where calls are counted. */
export interface Counting {
  counted(key: string): number;
  count(key: string): void;
}

/** A transition that is due, because enough calls were made. */
export interface CountedTransition {
  readonly name: string;
  /** What its text may be filled from: what stands in the path of the call that it waited for. */
  readonly facts: Readonly<Record<string, string>>;
}

/** Counts a call for the transitions that wait for it. @returns those that are due after it */
export function countCall(
  transitions: readonly TransitionConfig[],
  { method, path }: Pick<RestRequest, "method" | "path">,
  counting: Counting,
): readonly CountedTransition[] {
  return transitions.flatMap(({ name, when, times }) => {
    if (when.kind !== "requests") return [];
    if (when.method !== null && when.method !== "*" && when.method !== method) return [];
    const facts = factsIn(when.path ?? "/**", path);
    if (facts === undefined) return [];
    const key = `github transition ${name}`;
    counting.count(key);
    const count = counting.counted(key);
    return count % when.count === 0 && count / when.count <= times ? [{ name, facts }] : [];
  });
}

/**
 * What stands for the names of a path that is waited for; undefined: it is another. `{name}` is one segment, `**` the
 * rest; case makes no difference.
 */
function factsIn(wanted: string, path: string): Readonly<Record<string, string>> | undefined {
  const [segments, given] = [wanted.split("/"), path.split("/")];
  const rest = segments.at(-1) === "**";
  if (rest ? given.length < segments.length : given.length !== segments.length) return undefined;
  const facts: Record<string, string> = {};
  const repository = /^\/repos\/([^/]+\/[^/]+)/.exec(path)?.[1];
  if (repository !== undefined) facts["repository"] = repository;
  for (const [index, segment] of segments.entries()) {
    const name = /^\{([^{}]+)\}$/.exec(segment)?.[1];
    const text = given[index] as string;
    if (name !== undefined) facts[name] = text;
    else if (segment !== "**" && segment.toLowerCase() !== text.toLowerCase()) return undefined;
  }
  return facts;
}
