import { limits } from "../../../core/index.ts";

/** Where a rule comes from; what flags say is "flags", what a person granted is "session". */
export type RuleSource = "user" | "project" | "local" | "flagSettings" | "flags" | "session";

/** A permission rule: a tool, and what of it. */
export interface Rule {
  /** "Bash", "mcp__server__tool", "mcp__server" (all its tools), "mcp__server__*". */
  readonly tool: string;
  /** What stands in the parentheses, as written; absent: the whole tool. */
  readonly content?: string | undefined;
}

/** A rule, or why it is none. */
export type ReadRule =
  | { readonly ok: true; readonly rule: Rule }
  | { readonly ok: false; readonly problem: string };

const toolName = /^[A-Za-z][A-Za-z0-9_*-]*$/;

/**
 * Reads a rule as settings and flags write it.
 * @example parseRule("Bash(npm run test:*)") // { ok: true, rule: { tool: "Bash", content: "npm run test:*" } }
 */
export function parseRule(text: string): ReadRule {
  const no = (problem: string): ReadRule => ({ ok: false, problem });
  if (text.length > limits.permissionRuleChars)
    return no(`has ${text.length} characters, at most ${limits.permissionRuleChars} are read`);
  const trimmed = text.trim();
  const open = trimmed.indexOf("(");
  const tool = open === -1 ? trimmed : trimmed.slice(0, open);
  if (tool === "") return no("names no tool");
  if (open === -1 && trimmed.includes(")")) return no('has a ")" without "("');
  if (open !== -1 && !trimmed.endsWith(")")) return no('lacks its closing ")"');
  if (tool.startsWith("mcp__")) return open === -1 ? yes(tool) : no("can't say what of an MCP tool it means");
  if (!toolName.test(tool)) return no(`names no tool: "${tool}"`);
  if (!/^[A-Z]/.test(tool)) return no("must name its tool with a capital letter");
  if (open === -1) return yes(tool);
  const content = trimmed.slice(open + 1, -1);
  if (content.trim() === "" || content === "*") return yes(tool);
  const prefixAt = content.indexOf(":*");
  if (tool === "Bash" && prefixAt !== -1 && prefixAt !== content.length - 2)
    return no('has ":*" in the middle, which may only stand at the end');
  if (tool === "Bash" && prefixAt === 0) return no('has no prefix before ":*"');
  return yes(tool, content);
}

function yes(tool: string, content?: string): ReadRule {
  return { ok: true, rule: content === undefined ? { tool } : { tool, content } };
}

/** Writes a rule as it is read. @example printRule({ tool: "Bash", content: "git *" }) // "Bash(git *)" */
export function printRule({ tool, content }: Rule): string {
  return content === undefined ? tool : `${tool}(${content})`;
}

/**
 * Whether a rule without content is about a tool: the tool itself, or all tools of its MCP server.
 * @param stars whether "*" stands for any part of an MCP tool's name, as since 2.1.328; "mcp__server__*" always does
 */
export function namesTool(rule: Rule, tool: string, stars: boolean): boolean {
  if (rule.content !== undefined) return false;
  if (rule.tool === tool) return true;
  if (!rule.tool.startsWith("mcp__") || !tool.startsWith("mcp__")) return false;
  const server = rule.tool.endsWith("__*") ? rule.tool.slice(0, -3) : rule.tool;
  if (!server.slice("mcp__".length).includes("__") && tool.startsWith(`${server}__`)) return true;
  return stars && matchesStars(rule.tool, tool);
}

/** Whether a text is what a pattern says, in which "*" is any run of characters and nothing else is special. */
export function matchesStars(pattern: string, text: string): boolean {
  const pieces = pattern.split("*");
  const [first = ""] = pieces;
  if (pieces.length === 1) return text === pattern;
  const last = pieces.at(-1) as string;
  const end = text.length - last.length;
  if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, from);
    if (found === -1 || found + piece.length > end) return false;
    from = found + piece.length;
  }
  return true;
}
