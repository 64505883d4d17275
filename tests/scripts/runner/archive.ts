/** A script with its files: text, then files each after a line `-- name --`. No text is malformed. */
export interface Archive {
  readonly script: string;
  readonly files: ReadonlyMap<string, string>;
}

const marker = /^-- (\S(?:.*\S)?) --$/;

export function parseArchive(text: string): Archive {
  const script: string[] = [];
  const files = new Map<string, string[]>();
  let current = script;
  for (const line of linesOf(text)) {
    const name = marker.exec(line)?.[1];
    if (name === undefined) {
      current.push(line);
    } else {
      if (files.has(name)) throw new Error(`the file ${name} stands there twice`);
      current = [];
      files.set(name, current);
    }
  }
  return { script: joined(script), files: new Map([...files].map(([name, lines]) => [name, joined(lines)])) };
}

/** The text that parses to the archive. A file with a line like a marker can't be written. */
export function formatArchive({ script, files }: Archive): string {
  const blocks = [...files].map(([name, text]) => {
    const trap = linesOf(text).find((line) => marker.test(line));
    if (trap !== undefined) throw new Error(`${name} holds a line that would start another file: ${trap}`);
    return `-- ${name} --\n${withNewline(text)}`;
  });
  return withNewline(script) + blocks.join("");
}

/** Files in an archive always end with a newline, so what is compared with one gets one. */
export function withNewline(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

function linesOf(text: string): string[] {
  return text === "" ? [] : withNewline(text).slice(0, -1).split("\n");
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
