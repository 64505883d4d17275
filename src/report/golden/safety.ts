/** What our own colours are; everything else that looks like them came from outside. */
export const ownColor = /\u001b\[(?:1;31|31|1;33|36|32|1|2|0)m/g;
/** What no output may hold. */
export const unsafe =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/u;

/** Lines that would do something to a terminal or to a CI runner. */
export function problemsOf(text: string): string[] {
  return text
    .split("\n")
    .filter((line) => unsafe.test(line) || /^\s*::/.test(line) || /##[a-z]*\[/i.test(line));
}

/** Names of the elements of an XML document that uses what our writer does; throws when it is not well formed. */
export function elementsOf(xml: string): string[] {
  const body = xml.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>\n/, "");
  const open: string[] = [];
  const names: string[] = [];
  const token =
    /<(\/?)([a-z-]+)((?: [a-z-]+="(?:[^<>&"]|&(?:amp|lt|gt|quot|apos);)*")*)(\/?)>|(?:[^<>&]|&(?:amp|lt|gt|quot|apos);)+/gy;
  for (let at = 0; at < body.length; at = token.lastIndex) {
    token.lastIndex = at;
    const match = token.exec(body);
    if (match === null) throw new Error(`not well formed at ${body.slice(at, at + 40)}`);
    const [, closing, name, , empty] = match;
    if (name === undefined) continue;
    if (closing === "/" && open.pop() !== name) throw new Error(`</${name}> closes another element`);
    if (closing !== "/") names.push(name);
    if (closing === "" && empty === "") open.push(name);
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(", ")}`);
  return names;
}
