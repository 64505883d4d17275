import {
  finding,
  type CommandRecording,
  type Expectation,
  type Finding,
  type FixtureAnswer,
  type Ports,
} from "../../core/index.ts";
import { commandText, leftText, type ExpectationUse } from "../../engine/index.ts";
import { compileConditions, testConditions, type MatchTools } from "../../match/index.ts";
import { recordAgain } from "./replay.ts";
import { fixtureUse, type CommandState } from "./state.ts";

interface Own {
  readonly expectation: Expectation;
  readonly fixture: FixtureAnswer;
  readonly use: ExpectationUse;
}

/**
 * What expectations with a fixture leave: a file that was never recorded, and recordings that no call replayed. A file
 * that several name is judged once, at the first of them. A recording is excused when only expectations that may go
 * unused take its arguments.
 */
export function judgeCommand(
  state: CommandState,
  uses: readonly ExpectationUse[],
  { recorder, regex }: Ports,
): readonly Finding[] {
  const byPath = new Map<string, Own[]>();
  for (const use of uses) {
    const { answer } = use.expectation;
    if (answer.kind !== "fixture" || use.overridden) continue;
    const own = { expectation: use.expectation, fixture: answer.fixture, use };
    byPath.set(answer.fixture.path, [...(byPath.get(answer.fixture.path) ?? []), own]);
  }
  return [...byPath.values()].flatMap((all) => {
    const first = all.find(({ expectation }) => expectation.times.min > 0);
    if (first === undefined) return [];
    // What is recorded anew was not to be replayed.
    if (all.some(({ fixture }) => recorder.mode(fixture) === "record")) return [];
    if (first.fixture.recordings !== null) return unconsumed(state, all, first, { regex });
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
  { expectation, fixture }: Own,
  tools: MatchTools,
): readonly Finding[] {
  const { replayed, recorded } = fixtureUse(state, fixture.path);
  // What was recorded in this world takes the place of the old recordings, or stands beside them.
  if (recorded > 0) return [];
  const excused = excusedBy(all, tools);
  const left = (fixture.recordings ?? []).flatMap((one, index) =>
    replayed[index] === undefined && !excused(one) ? [`[${one.sequence}] ${commandText(one)}`] : [],
  );
  if (left.length === 0) return [];
  const head = `${fixture.path} has recordings that no call replayed:`;
  const again = recordAgain(expectation, fixture);
  return [
    finding("unconsumed-recording", {
      at: expectation.at,
      what: leftText(head, left),
      ...(again === undefined ? {} : { fix: again }),
      evidence: { expectation: expectation.id, of: fixture.path, left },
    }),
  ];
}

/** Which recordings may go unused: of each, those that take it are asked. */
function excusedBy(all: readonly Own[], tools: MatchTools): (one: CommandRecording) => boolean {
  const takers = all.map(({ expectation }) => {
    const conditions = expectation.conditions.filter(({ field }) => field === "args");
    return { expectation, compiled: compileConditions(conditions, tools) };
  });
  return ({ command, args }) => {
    // What stood in place of a folder is not known here.
    const filled = !args.some((argument) => argument.includes("{{"));
    const facts = { fields: { args }, readable: [] };
    const taking = takers.filter(
      ({ expectation, compiled }) =>
        expectation.target === command && !(filled && testConditions(compiled, facts).kind === "unmatched"),
    );
    return taking.length > 0 && taking.every(({ expectation }) => expectation.times.min === 0);
  };
}
