import { limits, type CommandRecording, type FixtureAnswer } from "../../core/index.ts";
import { decodeFixture } from "../../fixture/index.ts";
import {
  boolean,
  choose,
  literal,
  mapped,
  optional,
  required,
  string,
  table,
  when,
  type MapContext,
} from "../../scenario/index.ts";

/** What a fixture's path leads to. */
export interface FixtureFile {
  readonly path: string;
  readonly recordings: readonly CommandRecording[] | null;
}

const file = mapped(string({ expected: "a fixture's path" }), readFixture);

const fixtureTable = table({
  path: required(file, "The fixture's file, relative to the file that names it, inside the project.", {
    example: "fixtures/terraform.json",
  }),
  strict: optional(
    boolean(),
    "true: command, arguments, standard input and the recorded part of the environment must be those of a recording; false: command and arguments.",
    { otherwise: "true" },
  ),
  many: optional(boolean(), "A recording may answer any number of calls, instead of one.", {
    otherwise: "false",
  }),
  record_stdin: optional(boolean(), "Whether recording keeps what the command reads from standard input.", {
    otherwise: "true",
  }),
  record: optional(literal("once", "new", "all"), "Records it, whatever the run says.", {
    codeOnly: true,
    inData: {
      does: "would record",
      why: "Recording runs the real command, so the command line or test code asks for it.",
      fix: "Remove it, and record with: backlot run --record -- COMMAND.",
    },
  }),
});

/** Where the answers of recorded runs stand: the path alone, or a table. */
export const fixture = choose(
  when(
    "string",
    mapped(file, (read): FixtureAnswer => answerOf({ path: read })),
  ),
  when(
    "table",
    mapped(fixtureTable, (fields): FixtureAnswer => answerOf(fields)),
  ),
);

function answerOf(fields: {
  readonly path: FixtureFile;
  readonly strict?: boolean | undefined;
  readonly many?: boolean | undefined;
  readonly recordStdin?: boolean | undefined;
  readonly record?: FixtureAnswer["record"] | undefined;
}): FixtureAnswer {
  return {
    ...fields.path,
    strict: fields.strict ?? true,
    many: fields.many ?? false,
    recordStdin: fields.recordStdin ?? true,
    record: fields.record ?? null,
  };
}

/** Reads what was recorded. No file yet is no mistake: recording writes it. */
function readFixture(path: string, context: MapContext): FixtureFile | undefined {
  const found = context.optionalFile(path, limits.fixtureFileBytes);
  if (found === undefined) return undefined;
  if (found.bytes === null) return { path: found.path, recordings: null };
  const decoded = decodeFixture(found.bytes, found.path);
  if (decoded.ok) return { path: found.path, recordings: decoded.value.recordings };
  for (const { name, what, why, fix } of decoded.findings)
    context.report(name, { what: what.includes(found.path) ? what : `${found.path}: ${what}`, why, fix });
  return undefined;
}
