/** The text of one test. */
export interface TestBody {
  readonly text: string;
  /** Line of the file in which it begins, counted from 1. */
  readonly line: number;
  readonly language: "python" | "javascript";
}

/**
 * The text of a test inside its file: what stands below `def NAME`, or between the brackets of `test("NAME", ...)`.
 * Undefined where the file has no such text, has it twice, or is of another language. This is reading by eye, not
 * parsing; what is not plain is left alone.
 * @param name as the report has it; parameters in brackets and groups before " > " are passed over
 */
export function testBody(file: string, source: string, name: string): TestBody | undefined {
  if (file.endsWith(".py")) return pythonBody(source, name.replace(/\[.*$/s, ""));
  if (/\.[cm]?[jt]sx?$/.test(file)) return scriptBody(source, name.split(" > ").at(-1) as string);
  return undefined;
}

function pythonBody(source: string, name: string): TestBody | undefined {
  if (!/^\w+$/.test(name)) return undefined;
  const heads = [...source.matchAll(new RegExp(String.raw`^([ \t]*)(?:async )?def ${name}\b`, "gm"))];
  const [head] = heads;
  if (head === undefined || heads.length > 1) return undefined;
  const indent = (head[1] as string).length;
  const end = /:[ \t]*(?:#.*)?(?:\n|$)/.exec(source.slice(head.index));
  const sameLine = /^[ \t]*(?:async )?def \w+\([^()\n]*\)[^:\n]*:[ \t]*([^\s#].*)$/m.exec(
    source.slice(head.index),
  );
  const line = lineAt(source, head.index);
  if (sameLine?.index === 0) return { text: sameLine[1] as string, line, language: "python" };
  if (end === null) return undefined;
  const taken: string[] = [];
  for (const one of source.slice(head.index + end.index + end[0].length).split("\n")) {
    if (one.trim() !== "" && indentOf(one) <= indent) break;
    taken.push(one);
  }
  return { text: taken.join("\n"), line, language: "python" };
}

function scriptBody(source: string, title: string): TestBody | undefined {
  const places = ['"', "'", "`"].flatMap((quote) => {
    const written = `${quote}${title}${quote}`;
    const at = source.indexOf(written);
    return at < 0 ? [] : [{ at, twice: source.includes(written, at + 1), end: at + written.length }];
  });
  const [place] = places;
  if (place === undefined || places.length > 1 || place.twice) return undefined;
  if (!/\b(?:test|it)(?:\.\w+)*\(\s*$/.test(source.slice(Math.max(0, place.at - 80), place.at)))
    return undefined;
  const close = closing(source, place.end);
  if (close === undefined) return undefined;
  return { text: source.slice(place.end, close), line: lineAt(source, place.at), language: "javascript" };
}

/** Where the bracket closes that is open at a place; strings and comments are passed over. */
export function closing(source: string, from: number): number | undefined {
  let depth = 1;
  const mark =
    /[()[\]{}]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/[^\n]*|\/\*[^]*?\*\//g;
  mark.lastIndex = from;
  for (let found = mark.exec(source); found !== null; found = mark.exec(source)) {
    const [text] = found;
    if ("([{".includes(text)) depth++;
    else if (")]}".includes(text) && --depth === 0) return found.index;
  }
  return undefined;
}

/** How far a line of Python stands in. */
export function indentOf(line: string): number {
  return line.length - line.replace(/^[ \t]+/, "").length;
}

function lineAt(source: string, at: number): number {
  return source.slice(0, at).split("\n").length;
}
