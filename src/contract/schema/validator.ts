import type { ErrorObject } from "./engine-error.ts";
import { limits, quote } from "../../core/index.ts";
import { type Engine, type Run, TooManySteps } from "./engine.ts";
import type { ExplainContext } from "./explain/reach.ts";
import { explain } from "./explain/explain.ts";
import { measure } from "./measure.ts";
import type { Validator, Violation } from "./violation.ts";

/** A schema compiled by one engine. */
export interface Compiled {
  readonly engine: Engine;
  readonly run: Run;
}

/** Makes the validator of a compiled schema. @throws what compiling throws */
export function createValidator(
  compile: (allErrors: boolean) => Compiled,
  context: ExplainContext,
): Validator {
  const whole = compile(true);
  let first: Compiled | undefined;
  return {
    check: (value) => {
      const { nodes, depth } = measure(value, limits.checkedNodes, limits.checkedDepth);
      if (depth > limits.checkedDepth) {
        return [budget(`has more than ${limits.checkedDepth} lists and objects inside each other`)];
      }
      let engine = whole.engine;
      try {
        const compiled = nodes > limits.checkedNodes ? (first ??= compile(false)) : whole;
        ({ engine } = compiled);
        return checked(engine, compiled.run(value), context);
      } catch (error) {
        engine.takeUndecided();
        return [
          budget(error instanceof TooManySteps ? tooMuch : `can't be checked: ${(error as Error).message}`),
        ];
      }
    },
  };
}

const tooMuch = `can't be checked: its schemas multiply each other to more than ${limits.schemaSteps} steps`;

function checked(
  engine: Engine,
  errors: readonly ErrorObject[],
  context: ExplainContext,
): readonly Violation[] {
  const undecided = engine.takeUndecided();
  if (errors.length === 0 && undecided.size === 0) return [];
  const violations = explain(errors, { ...context, undecided, reached: new Map() });
  const untold = [...undecided].filter(
    (pattern) => !errors.some(({ params }) => params["pattern"] === pattern),
  );
  return [
    ...violations,
    ...untold.map((pattern) =>
      budget(`was not held against the pattern ${quote(pattern, 80)}, which takes too long`),
    ),
  ];
}

function budget(what: string): Violation {
  return { path: "", keyword: "budget", what, schemaPath: "#" };
}
