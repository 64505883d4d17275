import {
  choose,
  literal,
  mapped,
  optional,
  required,
  string,
  table,
  when,
  type MapContext,
} from "../../../scenario/index.ts";
import type { LabelConfig, RepositoryConfig } from "../config.ts";
import { line } from "./names.ts";
import { instant } from "./tokens.ts";

/** What something of a repository comes to, with its place. */
export interface Placed<Config> {
  readonly config: Config;
  readonly context: MapContext;
}

/** The colour of labels that are made without one. */
const plainColor = "ededed";

const color = mapped(
  string({
    pattern: /^#?[0-9A-Fa-f]{6}$/,
    expected: "a colour of six hexadecimal digits",
  }),
  (text) => text.replace("#", "").toLowerCase(),
);

const labelName = line(50, "a label's name");

/** A label: its name, or a table. */
export const labelEntry = choose(
  when(
    "string",
    mapped(labelName, (name, context): Placed<LabelConfig> => ({
      config: { name, color: plainColor, description: null },
      context,
    })),
  ),
  when(
    "table",
    mapped(
      table({
        name: required(labelName, "How it is called.", { example: "bug" }),
        color: optional(color, "Six hexadecimal digits.", {
          example: "d73a4a",
          otherwise: `"${plainColor}"`,
        }),
        description: optional(line(100, "a description"), "What it stands for.", {
          example: "Something isn't working",
        }),
      }),
      (fields, context): Placed<LabelConfig> => ({
        config: {
          name: fields.name,
          color: fields.color ?? plainColor,
          description: fields.description ?? null,
        },
        context,
      }),
    ),
  ),
);

type MilestoneConfig = RepositoryConfig["milestones"][number];

const milestoneTitle = line(255, "a milestone's title");

/** A milestone: its title, or a table. */
export const milestoneEntry = choose(
  when(
    "string",
    mapped(milestoneTitle, (title, context): Placed<MilestoneConfig> => ({
      config: { title, description: null, dueOn: null, state: "open" },
      context,
    })),
  ),
  when(
    "table",
    mapped(
      table({
        title: required(milestoneTitle, "How it is called.", { example: "v1.0" }),
        description: optional(string(), "What it is about."),
        due_on: optional(instant, "When it is due.", { example: "2027-01-15T10:30:00Z" }),
        state: optional(literal("open", "closed"), "Whether it is done.", { otherwise: '"open"' }),
      }),
      (fields, context): Placed<MilestoneConfig> => ({
        config: {
          title: fields.title,
          description: fields.description ?? null,
          dueOn: fields.dueOn ?? null,
          state: fields.state ?? "open",
        },
        context,
      }),
    ),
  ),
);
