import type { JsonObject } from "../../../core/index.ts";

/**
 * The fields that hold a text, in the form that `Accept` asks for: "raw" (and nothing) gives it as it was written, "text"
 * without marks, "html" as HTML, "full" all three.
 * @param media see RestCall.media
 * @example bodyFields("a & b", "html") // { body_html: "<p dir=\"auto\">a &amp; b</p>" }
 */
export function bodyFields(body: string | null, media: string | null): JsonObject {
  const text = (): JsonObject => ({ body_text: body ?? "" });
  const html = (): JsonObject => ({ body_html: bodyHtml(body ?? "") });
  if (media === "text") return text();
  if (media === "html") return html();
  return media === "full" ? { body, ...html(), ...text() } : { body };
}

/**
 * A text as HTML: paragraphs and line ends, everything else escaped. Marks of Markdown stay as they were written: what
 * programs read from HTML is rarely more, and half a Markdown would promise what it does not keep.
 */
function bodyHtml(body: string): string {
  const paragraphs = body.replaceAll("\r\n", "\n").split(/\n{2,}/);
  return paragraphs
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "")
    .map((paragraph) => `<p dir="auto">${escapeHtml(paragraph).replaceAll("\n", "<br>\n")}</p>`)
    .join("\n");
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
