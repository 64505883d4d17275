import type { Times } from "../../core/index.ts";
import { boolean, choose, integer, mapped, named, optional, table, when } from "../shape/build.ts";
import type { MapContext } from "../shape/context.ts";
import type { Infer, Shape } from "../shape/shape.ts";

/** What `times` says, before `optional` and the number of replies are known. */
export interface WrittenTimes {
  readonly min: number | null;
  readonly max: number | null;
}

const range = table({
  min: optional(integer(0, 1_000_000), "At least so many calls.", { otherwise: "1" }),
  max: optional(integer(0, 1_000_000), "At most so many calls.", { otherwise: "any number" }),
});

const timesDoc = "How often a call happens: a number, or a table with one of these or both.";

const count = choose(
  when(
    "integer",
    mapped(integer(0, 1_000_000), (calls): WrittenTimes => ({ min: calls, max: calls })),
  ),
  when("table", mapped(range, checkRange)),
);

const times = named("times", timesDoc, () => count) as Shape<
  WrittenTimes,
  number | { readonly min?: number; readonly max?: number }
>;

function checkRange(fields: Infer<typeof range>, context: MapContext): WrittenTimes | undefined {
  const { min = null, max = null } = fields;
  if (min === null && max === null) {
    return context.report("missing-field", {
      what: `${context.path} has neither min nor max`,
      fix: "Add min, max or both.",
    });
  }
  if (min !== null && max !== null && min > max) {
    return context.report("invalid-value", {
      what: `${context.path}: min ${min} is more than max ${max}`,
      fix: `Write { min = ${max}, max = ${min} }, or correct one of them.`,
    });
  }
  return { min, max };
}

/** The modifiers every expectation has. */
export const countFields = {
  times: optional(times, "How often the call happens: a number, or min and max. 0 forbids the call.", {
    example: 1,
    otherwise: "one or more",
  }),
  optional: optional(boolean(), "The expectation may go unused.", { otherwise: "false" }),
};

/**
 * The count an expectation wants: by default one call or more; a list of replies wants one call for each;
 * `times` says otherwise, `optional` makes none enough.
 * @param replies number of replies written as a list; 1 for a single one
 */
export function timesOf(
  fields: { readonly times: WrittenTimes | undefined; readonly optional: boolean | undefined },
  replies: number,
  context: MapContext,
): Times | undefined {
  const { times: written, optional: free } = fields;
  if (replies === 0) {
    return context.ofField("reply").report("invalid-value", {
      what: `${context.path} has an empty list of replies`,
      why: "A list answers as many calls as it has replies.",
      fix: "Write a reply, or times = 0 to forbid the call.",
    });
  }
  if (written === undefined) {
    const max = replies > 1 ? replies : null;
    return { min: free === true ? 0 : replies > 1 ? replies : 1, max };
  }
  if (written.max !== null && replies > 1 && written.max < replies) {
    return context.report("conflicting-fields", {
      at: context.placeOfField("times"),
      what: `${context.path} has ${replies} replies, but times allows ${written.max === 1 ? "1 call" : `${written.max} calls`}`,
      why: "A list answers call by call, so the last replies could never be given.",
      fix: `Write times = ${replies}, or remove replies.`,
    });
  }
  const ranged = written.min !== written.max;
  if (free === true && ranged && written.min !== null && written.min > 0) {
    return context.report("conflicting-fields", {
      at: context.placeOfField("optional"),
      what: `${context.path} wants at least ${written.min} calls, and is optional`,
      why: "optional says that no call at all is fine.",
      fix: "Remove optional, or min.",
    });
  }
  const min = written.min ?? (written.max === 0 ? 0 : 1);
  return { min: free === true ? 0 : min, max: written.max };
}
