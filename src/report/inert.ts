/**
 * Lines as one text. A CI runner reads its orders from the log, indented ones too (`::set-env`, `##[...]`,
 * `##vso[...]`, `##teamcity[...]`); a line that came from a program under test must never be one.
 */
export function joinLines(lines: readonly string[]): string {
  return lines.map((line) => `${inert(line)}\n`).join("");
}

function inert(line: string): string {
  return line.replace(/^((?:\s|\u001b\[[\d;]*m)*:):/, "$1\\x3a").replaceAll(/#(?=#[a-z]*\[)/gi, "\\x23");
}
