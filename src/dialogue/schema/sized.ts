import { limits } from "../../core/index.ts";
import { list, mapped, string, type MapContext, type Shape } from "../../scenario/index.ts";

/** A text that an agent says, or that comes of a tool. */
export const text: Shape<string, string> = mapped(string(), (value, context) => {
  if (value.length <= limits.agentTextChars) return value;
  return context.report("over-limit", {
    what: `${context.path} has ${value.length} characters; a text may have ${limits.agentTextChars}`,
    fix: "Say less, or say it in several steps.",
  });
});

/** A list with so many items at the most. @param what its items, in the plural */
export function sizedList<Out, In>(
  item: Shape<Out, In>,
  most: number,
  what: string,
): Shape<readonly Out[], readonly In[]> {
  return mapped(list(item), (items, context) => atMost(items.length, most, what, context) && items);
}

/** Whether there are so many at the most; undefined after reporting that there are more. */
export function atMost(count: number, most: number, what: string, context: MapContext): true | undefined {
  if (count <= most) return true;
  return context.report("over-limit", {
    what: `${context.path} has ${count} ${what}; it may have ${most}`,
    fix: "Say it with fewer, or split the scenario.",
  });
}
