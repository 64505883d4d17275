import {
  finding,
  limits,
  nearest,
  type FilePlace,
  type Finding,
  type FindingName,
} from "../../core/index.ts";

/** What is wrong with a journal, line by line. */
export interface Problems {
  /** Something that makes the journal unreadable as a whole, although reading goes on to find the rest. */
  tell(line: LinePlace, what: string, more?: Details): void;
  /** A field that nothing reads; told once for each name, and counted. */
  unknown(line: LinePlace, field: string, known: Iterable<string>): void;
  readonly count: number;
  findings(): readonly Finding[];
}

/** Where something stands: which line, and how it begins. */
export interface LinePlace {
  readonly number: number;
  readonly text: string | undefined;
}

interface Details {
  readonly name?: FindingName;
  readonly near?: readonly string[];
  readonly fix?: string;
}

/** Characters of a line that a finding shows. */
const shownChars = 160;

/**
 * @param file as the user would write it
 * @param shown what may be shown of a line
 */
export function problemsOf(file: string, shown: (line: string) => string = (line) => line): Problems {
  const told: Finding[] = [];
  const unknown = new Map<string, { at: FilePlace; near: readonly string[]; count: number }>();
  let count = 0;
  return {
    tell: (line, what, { name = "invalid-journal", near, fix } = {}) => {
      count += 1;
      if (count <= limits.findings)
        told.push(finding(name, { at: placeOf(file, line, shown), what, near, fix }));
    },
    unknown: (line, field, known) => {
      const entry = unknown.get(field);
      if (entry !== undefined) entry.count += 1;
      else if (unknown.size < limits.findings)
        unknown.set(field, {
          at: placeOf(file, line, shown),
          near: nearest(lastWord(field), [...known]),
          count: 1,
        });
    },
    get count() {
      return count;
    },
    findings: () => {
      const more = count - told.length;
      const rest = more > 0 ? [finding("invalid-journal", { what: `${more} more problems in ${file}` })] : [];
      const ignored = [...unknown].map(([field, { at, near, count: times }]) =>
        finding("invalid-journal", {
          severity: "warning",
          at,
          what: `unknown field ${JSON.stringify(field)}: it is not read`,
          why: "A field that is not read is evidence that nobody sees.",
          fix: "Correct its name, or begin it with x- when it is yours.",
          near,
          count: times,
        }),
      );
      return [...told, ...rest, ...ignored];
    },
  };
}

/** The place of a line in a journal. */
export function placeOf(
  file: string,
  { number, text = "" }: LinePlace,
  shown: (line: string) => string,
): FilePlace {
  const excerpt = shown(text).slice(0, shownChars);
  return { kind: "file", file, line: number, column: 1, endColumn: 2, text: excerpt };
}

function lastWord(field: string): string {
  return field.slice(field.lastIndexOf(".") + 1);
}
