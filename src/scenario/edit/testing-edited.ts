import { textOf, utf8 } from "../../core/index.ts";
import { editScenario, type ScenarioEdit } from "../index.ts";

/** The text of a file after edits; or why they are refused, a finding on each line. */
export async function edited(file: string, text: string, ...edits: ScenarioEdit[]): Promise<string> {
  const result = await editScenario(file, utf8(text), edits);
  return result.ok
    ? (textOf(result.value) ?? "")
    : result.findings.map(({ name, what }) => `${name}: ${what}`).join("\n");
}
