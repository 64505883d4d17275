import {
  limits,
  type Call,
  type CommandHead,
  type SignalName,
  type StreamKind,
} from "../../../core/index.ts";
import { readWhole } from "../../../engine/index.ts";
import type { Profile } from "../profile.ts";
import { failure, type ClaudeOptions, type EarlyExit } from "./options.ts";

/** What a process in print mode is to answer. Gone: the program left before its prompt was read. */
export type PromptInput =
  | { readonly kind: "prompt"; readonly text: string }
  | EarlyExit
  | { readonly kind: "gone" }
  /** It is ended while it waits for its prompt. */
  | { readonly kind: "signal"; readonly signal: SignalName };

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Whether standard input may hold a prompt. A terminal is for keys; what is closed or null holds nothing. */
export function holdsPrompt(stdin: StreamKind): boolean {
  return stdin !== "terminal" && stdin !== "null" && stdin !== "closed";
}

/**
 * The prompt of print mode: the argument, standard input, or both in two lines, as they are, spaces and line feeds at
 * their ends included.
 * @param stdin text of standard input; empty: there was none
 * @example joinPrompt("explain", "a\n", profile) // { kind: "prompt", text: "explain\na\n" }
 */
export function joinPrompt(
  argument: string | undefined,
  stdin: string,
  { name }: Profile,
): Exclude<PromptInput, { readonly kind: "gone" | "signal" }> {
  const text = [argument ?? "", stdin].filter((part) => part !== "").join("\n");
  if (text === "")
    return failure(
      "Error: Input must be provided either through stdin or as a prompt argument when using --print",
    );
  if (text.trim() !== "") return { kind: "prompt", text };
  return name === "current"
    ? failure(
        "Error: Input contained only whitespace. Provide a prompt with text through stdin or as a prompt argument when using --print",
      )
    : {
        ...failure(
          "backlot: the prompt is only whitespace; this version of claude ends without a word then.",
        ),
        code: 0,
      };
}

/**
 * Reads the prompt of a process in print mode. Standard input is read to its end, where it can hold something: as the
 * real one does, even when the prompt is an argument. What is too long is not read any further, as it may have no end.
 */
export async function readPrompt(
  call: Call,
  { prompt }: Pick<ClaudeOptions, "prompt">,
  profile: Profile,
): Promise<PromptInput> {
  const { stdin } = call.head as CommandHead;
  if (!holdsPrompt(stdin)) return joinPrompt(prompt, "", profile);
  const { bytes, length, gone, signal } = await readWhole(call, limits.agentPromptBytes, { stop: true });
  if (gone) return { kind: "gone" };
  if (signal !== undefined) return { kind: "signal", signal };
  if (length > bytes.length)
    return failure(
      "Error: piped stdin input exceeds 10MB. Pass large content as a file path in your prompt instead.",
    );
  return joinPrompt(prompt, decoder.decode(bytes), profile);
}
