import { scrubbedParts, type PlacedRule } from "../../fixture/index.ts";
import { list, literal, mapped, optional, required, string, table } from "../../scenario/index.ts";

/** The file that `--rules` takes. */
export const rulesFile = mapped(
  table({
    rules: required(
      list(
        mapped(
          table({
            pattern: required(
              string({ nonEmpty: true }),
              "A regular expression, as Python or JavaScript writes it.",
            ),
            replacement: required(string(), String.raw`What stands there instead; groups as \1 or $1.`),
            applied_to: optional(
              list(literal(...scrubbedParts)),
              "Parts of recordings it is applied to; absent: all.",
            ),
            description: optional(string(), "What it replaces, in words."),
          }),
          ({ pattern, replacement, appliedTo, description }, { at }): PlacedRule => ({
            at,
            data: {
              pattern,
              replacement,
              appliedTo: appliedTo ?? scrubbedParts,
              description: description ?? "",
            },
          }),
        ),
      ),
      "Rules, applied in order.",
    ),
  }),
  ({ rules }) => rules,
);
