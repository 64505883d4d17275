import { quote, type Json } from "../../../core/index.ts";
import type { TurnEnd } from "./events.ts";
import type { Run } from "./run.ts";

/** What is said last; with --json-schema it is JSON, which is told apart as well. */
export function structuredOutput({ options }: Run, text: string): TurnEnd["how"] {
  if (options.jsonSchema === undefined) return { kind: "success", text };
  try {
    return { kind: "success", text, structured: JSON.parse(text) as Json };
  } catch {
    return {
      kind: "execution",
      errors: [`The response is no JSON, which --json-schema asks for: ${quote(text)}`],
    };
  }
}
