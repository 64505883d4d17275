import { formatArchive, parseArchive, withNewline } from "./archive.ts";
import { commands, isInstalled, Skipped } from "./commands.ts";
import { expand, parseScript, type Step } from "./script.ts";
import { Stage } from "./stage.ts";

/** What became of a script. */
export type Outcome =
  | { readonly kind: "passed" }
  | { readonly kind: "skipped"; readonly why: string }
  /** `text` is what to show: the phase, the line, the problem and all that happened. */
  | { readonly kind: "failed"; readonly text: string }
  /** Wanted outputs differed and were taken over; `text` is the script to write back. */
  | { readonly kind: "updated"; readonly text: string };

/**
 * Runs one script in folders of its own.
 * @param update take over outputs that differ from the files they are compared with
 */
export async function runScript(name: string, text: string, update = false): Promise<Outcome> {
  const archive = parseArchive(text);
  const stage = new Stage(archive.files);
  const files = new Map(archive.files);
  const transcript: string[] = [];
  const takeOver = (file: string, actual: string): boolean => {
    if (!update || !files.has(file)) return false;
    files.set(file, withNewline(actual));
    return true;
  };
  let outcome: Outcome | undefined;
  try {
    let phase = "";
    for (const step of parseScript(archive.script)) {
      if (step.phase !== phase) transcript.push(`# ${step.phase}`);
      phase = step.phase;
      outcome = await runStep(step, stage, transcript, takeOver, name);
      if (outcome !== undefined) break;
    }
    const running = [...stage.background.keys()];
    if (outcome === undefined && running.length > 0) {
      outcome = failure(name, `still in the background: ${running.join(", ")}`, transcript);
    }
  } finally {
    const left = await stage.clear();
    if (left.length > 0)
      outcome ??= failure(name, `left in the temporary folder: ${left.join(", ")}`, transcript);
  }
  if (outcome !== undefined) return outcome;
  const written = formatArchive({ script: archive.script, files });
  return written === formatArchive(archive) ? { kind: "passed" } : { kind: "updated", text: written };
}

async function runStep(
  step: Step,
  stage: Stage,
  transcript: string[],
  update: (file: string, text: string) => boolean,
  script: string,
): Promise<Outcome | undefined> {
  transcript.push(`> ${step.text}`);
  const before = [stage.stdout, stage.stderr, stage.exit];
  try {
    if (step.condition !== undefined && !holds(step.condition, stage)) return undefined;
    const [name = "", ...args] = step.words.map((word) => expand(word, stage.env));
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) throw new Error(`there is no command ${name}`);
    await command(stage, { args, negated: step.negated, background: step.background, update });
    show(stage, before, transcript);
    return undefined;
  } catch (error) {
    if (error instanceof Skipped) return { kind: "skipped", why: error.message };
    show(stage, before, transcript);
    const problem = error instanceof Error ? error.message : String(error);
    const phase = step.phase === "" ? "" : ` (${step.phase})`;
    return failure(`${script}:${step.line}${phase}`, stage.tidied(problem), transcript);
  }
}

/** Adds outputs to the transcript when the step brought new ones. */
function show(stage: Stage, before: readonly unknown[], transcript: string[]): void {
  if (stage.stdout !== before[0]) transcript.push("[stdout]", stage.tidied(stage.stdout).trimEnd());
  if (stage.stderr !== before[1]) transcript.push("[stderr]", stage.tidied(stage.stderr).trimEnd());
  if (stage.exit !== before[2] && stage.exit !== 0) transcript.push(`[exit ${stage.exit ?? "by a signal"}]`);
}

function failure(where: string, problem: string, transcript: readonly string[]): Outcome {
  return { kind: "failed", text: [`${where}: ${problem}`, "", ...transcript].join("\n") };
}

function holds(condition: string, stage: Stage): boolean {
  const unwanted = condition.startsWith("!");
  return isInstalled(unwanted ? condition.slice(1) : condition, stage.env["PATH"] ?? "") !== unwanted;
}
