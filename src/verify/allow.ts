import { finding, toldByGateOnly, type Expectation, type Finding } from "../core/index.ts";
import type { Allowed, ExpectationUse } from "../engine/index.ts";
import { allowsRule, allowsSubject, type Allow } from "../scenario/index.ts";

/** Findings after `[[allow]]`: what is left, and what was switched off with its reason. */
export interface AfterAllow {
  readonly findings: readonly Finding[];
  readonly allowed: readonly Allowed[];
}

/**
 * Takes allowed findings out. An entry that allowed nothing becomes a warning, since what it switched off
 * no longer happens.
 * @param subjectOf what a finding is about, the text that `at` is matched against
 * @param partial not everything was judged, so that an entry without effect says nothing
 */
export function applyAllow(
  findings: readonly Finding[],
  allow: readonly Allow[],
  subjectOf: (one: Finding) => readonly string[],
  partial = false,
): AfterAllow {
  const hidden = allow.map(() => [] as Finding[]);
  const left = findings.filter((one) => {
    const index = allow.findIndex((entry) => matches(entry, one, subjectOf));
    hidden[index]?.push(one);
    return index < 0;
  });
  // What only the gate tells of can't be met here.
  const unused = partial
    ? []
    : allow.filter(({ rule }, index) => hidden[index]?.length === 0 && !toldByGateOnly(rule));
  return {
    findings: [
      ...left,
      ...unused.map((entry) =>
        finding("unused-allow", {
          at: entry.at,
          what: `[[allow]] ${entry.rule}${entry.about === undefined ? "" : ` at "${entry.about}"`} matched nothing`,
        }),
      ),
    ],
    allowed: allow.flatMap(({ rule, reason, at }, index) =>
      hidden[index]?.length === 0 ? [] : [{ rule, reason, at, findings: hidden[index] ?? [] }],
    ),
  };
}

/**
 * The same for findings about expectations before any call; an entry that allows nothing may be meant for what calls
 * come to.
 */
export function allowedApart(
  findings: readonly Finding[],
  allow: readonly Allow[],
  expectationOf: (one: Finding) => Expectation | undefined,
): AfterAllow {
  const subjects = (one: Finding): readonly string[] => {
    const expectation = expectationOf(one);
    return useSubjects(expectation === undefined ? undefined : { expectation });
  };
  return applyAllow(findings, allow, subjects, true);
}

/** What a finding about an expectation is about: its text, with its target, and its name. */
export function useSubjects(use: Pick<ExpectationUse, "expectation"> | undefined): readonly string[] {
  if (use === undefined) return [];
  const { name, target, text } = use.expectation;
  return [text, `${target} ${text}`, ...(name === undefined ? [] : [name])];
}

function matches(entry: Allow, one: Finding, subjectOf: (one: Finding) => readonly string[]): boolean {
  return allowsRule(entry, one) && allowsSubject(entry, subjectOf(one));
}
