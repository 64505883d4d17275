import { escapeControl } from "../core/index.ts";

/** An element of an XML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  /** Elements inside, or text. */
  readonly content?: readonly Element[] | string;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** An XML 1.0 document in UTF-8. */
export function xmlDocument(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementLines(root, "").join("\n")}\n`;
}

function elementLines({ name, attributes, content }: Element, indent: string): string[] {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(String(value), "")}"`);
  const open = `${indent}<${name}${list.join("")}`;
  if (content === undefined || content.length === 0) return [`${open}/>`];
  if (typeof content === "string") return [`${open}>${xmlText(content, "\n\t")}</${name}>`];
  return [`${open}>`, ...content.flatMap((one) => elementLines(one, `${indent}  `)), `${indent}</${name}>`];
}

/** Characters that XML 1.0 can't hold, not even as references, become visible escapes or U+FFFD. */
function xmlText(text: string, keep: string): string {
  return escapeControl(text, keep)
    .replaceAll(/[\ufffe\uffff]/g, "\ufffd")
    .replaceAll(/[&<>"']/g, (character) => entities[character] as string);
}
