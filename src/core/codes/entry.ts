/** How much a finding weighs: an error fails a run, a warning and a note never do. */
export type Severity = "error" | "warning" | "note";

/** What the registry holds of a finding's kind; `backlot explain CODE` prints it. */
export interface CodeEntry {
  readonly code: `BKL${number}`;
  readonly severity: Severity;
  /** One line: what this kind of finding says. */
  readonly title: string;
  /** Why it matters, in general. */
  readonly why: string;
  /** How to fix it, in general. */
  readonly fix: string;
}
