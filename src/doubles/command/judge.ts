import { finding, type Expectation, type Finding, type FixtureAnswer, type Ports } from "../../core/index.ts";
import { commandText, leftText, type ExpectationUse } from "../../engine/index.ts";
import { fixtureUse, type CommandState } from "./state.ts";

interface Own {
  readonly expectation: Expectation;
  readonly fixture: FixtureAnswer;
  readonly use: ExpectationUse;
}

/**
 * What expectations with a fixture leave: a file that was never recorded, and recordings that no call replayed. A file
 * that several name is judged once, at the first of them. Recordings of a command are excused when every
 * expectation of it may go unused.
 */
export function judgeCommand(
  state: CommandState,
  uses: readonly ExpectationUse[],
  { recorder }: Ports,
): readonly Finding[] {
  const byPath = new Map<string, Own[]>();
  for (const use of uses) {
    const { answer } = use.expectation;
    if (answer.kind !== "fixture" || use.overridden) continue;
    const own = { expectation: use.expectation, fixture: answer.fixture, use };
    byPath.set(answer.fixture.path, [...(byPath.get(answer.fixture.path) ?? []), own]);
  }
  return [...byPath.values()].flatMap((all) => {
    const wanted = all.filter(({ expectation }) => expectation.times.min > 0);
    const [first] = wanted;
    if (first === undefined) return [];
    // What is recorded anew was not to be replayed.
    if (all.some(({ fixture }) => recorder.mode(fixture) === "record")) return [];
    if (first.fixture.recordings !== null) return unconsumed(state, all, wanted, first);
    // Calls of it were refused with the same words already.
    return all.some(({ use }) => use.calls.length > 0) ? [] : missing(first);
  });
}

function missing({ expectation, fixture }: Own): readonly Finding[] {
  const what = `${expectation.text} is to be answered by ${fixture.path}, which does not exist`;
  return [
    finding("fixture-missing", {
      at: expectation.at,
      what,
      evidence: { expectation: expectation.id, of: fixture.path },
    }),
  ];
}

function unconsumed(
  state: CommandState,
  all: readonly Own[],
  wanted: readonly Own[],
  { expectation, fixture }: Own,
): readonly Finding[] {
  const { replayed, recorded } = fixtureUse(state, fixture.path);
  // What was recorded in this world takes the place of the old recordings, or stands beside them.
  if (recorded > 0) return [];
  const commands = new Set(wanted.map((one) => one.expectation.target));
  const excused = new Set(
    all.map((one) => one.expectation.target).filter((command) => !commands.has(command)),
  );
  const left = (fixture.recordings ?? []).flatMap(({ sequence, command, args }, index) =>
    replayed[index] === undefined && !excused.has(command)
      ? [`[${sequence}] ${commandText({ command, args })}`]
      : [],
  );
  if (left.length === 0) return [];
  const head = `${fixture.path} has recordings that no call replayed:`;
  return [
    finding("unconsumed-recording", {
      at: expectation.at,
      what: leftText(head, left),
      evidence: { expectation: expectation.id, of: fixture.path, left },
    }),
  ];
}
