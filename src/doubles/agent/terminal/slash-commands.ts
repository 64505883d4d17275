import type { ProfileName } from "../profile.ts";

/** What a line that begins with a slash asks for; null: it is a prompt like any other. */
export type SlashCommand =
  | { readonly kind: "help" | "clear" | "exit" }
  | { readonly kind: "unknown"; readonly text: string };

const known: Readonly<Record<string, "help" | "clear" | "exit">> = {
  help: "help",
  clear: "clear",
  reset: "clear",
  new: "clear",
  exit: "exit",
  quit: "exit",
};

/**
 * Reads a line. Names that the real program does not know either get its words for them, which differ from version to
 * version; a path is a prompt.
 * @example readSlashCommand("/exit", "classic") // { kind: "exit" }
 */
export function readSlashCommand(line: string, profile: ProfileName): SlashCommand | null {
  const [, name] = /^\/([A-Za-z][\w:-]*)(?:\s|$)/.exec(line) ?? [];
  if (name === undefined) return null;
  const kind = Object.hasOwn(known, name) ? known[name] : undefined;
  if (kind !== undefined) return { kind };
  const text = profile === "classic" ? `Unknown skill: ${name}` : `Unknown command: /${name}`;
  return { kind: "unknown", text };
}

/** Keys and what they do. */
export const keysText = [
  "Enter         sends what was typed",
  "\\ and Enter   begins a new line",
  "Up and Down   bring back earlier prompts",
  "shift+tab     changes the permission mode",
  "Esc           stops the answer",
  "Ctrl-C twice  ends",
].join("\n");

/** What /help says. */
export const helpText = [
  "/help   shows this",
  "/clear  begins a new session",
  "/exit   ends",
  "",
  keysText,
  "",
  "This claude is simulated: a scenario says what it answers.",
].join("\n");
