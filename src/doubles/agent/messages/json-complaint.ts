/**
 * What the CLI says of an answer that is no JSON: classic as the engine of Node does, current as that of Bun.
 * @example jsonComplaint('{"a": "b').current // "API Error: JSON Parse error: Unterminated string"
 */
export function jsonComplaint(raw: string): { readonly classic: string; readonly current: string } {
  const complaint = complaintOf(raw);
  return { classic: `API Error: ${complaint}`, current: `API Error: ${inCurrent(raw, complaint)}` };
}

const atEnd = "Unexpected end of JSON input";

function complaintOf(raw: string): string {
  try {
    JSON.parse(raw);
  } catch (error) {
    // Newer engines add a line and a column.
    return error instanceof Error ? error.message.replace(/ \(line \d+ column \d+\)$/, "") : String(error);
  }
  // It is JSON, but no answer.
  return atEnd;
}

function inCurrent(raw: string, complaint: string): string {
  if (raw.trim() === "") return atEnd;
  const [word] = /^\s*[A-Za-z_]\w*/.exec(raw) ?? [];
  if (word !== undefined) return `JSON Parse error: Unexpected identifier "${word.trim()}"`;
  if (complaint.startsWith("Unterminated string")) return "JSON Parse error: Unterminated string";
  if (complaint.startsWith("Expected property name")) return "JSON Parse error: Expected '}'";
  return "JSON Parse error: Unexpected EOF";
}
