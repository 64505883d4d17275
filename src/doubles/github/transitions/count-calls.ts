import type { TransitionConfig } from "../config.ts";
import type { RestRequest } from "../rest/request.ts";

/** Where calls are counted. */
export interface Counting {
  counted(key: string): number;
  count(key: string): void;
}

/** Counts a call for the transitions that wait for it. @returns names of those that are due after it */
export function countCall(
  transitions: readonly TransitionConfig[],
  { method, path }: Pick<RestRequest, "method" | "path">,
  counting: Counting,
): readonly string[] {
  return transitions.flatMap(({ name, when, times }) => {
    if (when.kind !== "requests") return [];
    if (when.method !== null && when.method !== "*" && when.method !== method) return [];
    if (when.path !== null && !isPath(when.path, path)) return [];
    const key = `github transition ${name}`;
    counting.count(key);
    const count = counting.counted(key);
    return count % when.count === 0 && count / when.count <= times ? [name] : [];
  });
}

/** Whether a path is the one that is waited for: `{name}` is one segment, `**` the rest; case makes no difference. */
function isPath(wanted: string, path: string): boolean {
  const [segments, given] = [wanted.toLowerCase().split("/"), path.toLowerCase().split("/")];
  const rest = segments.at(-1) === "**";
  if (rest ? given.length < segments.length : given.length !== segments.length) return false;
  return segments.every(
    (segment, index) => segment === "**" || /^\{[^{}]+\}$/.test(segment) || segment === given[index],
  );
}
