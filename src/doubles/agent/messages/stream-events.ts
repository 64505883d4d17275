import type { JsonObject } from "../../../core/index.ts";
import type { Block } from "../conversation/events.ts";

/** A block as it begins, before any of it was said. */
export function emptyBlock(block: Block): JsonObject {
  if (block.type === "text") return { type: "text", text: "" };
  if (block.type === "thinking") return { type: "thinking", thinking: "", signature: "" };
  return { type: "tool_use", id: block.id, name: block.name, input: {} };
}

/** What a block is said in, piece by piece: the deltas of the API. */
export function deltasOf(block: Block): readonly JsonObject[] {
  if (block.type === "text") return pieces(block.text).map((text) => ({ type: "text_delta", text }));
  if (block.type === "thinking")
    return [
      ...pieces(block.thinking).map((thinking) => ({ type: "thinking_delta", thinking })),
      { type: "signature_delta", signature: block.signature },
    ];
  const input = Object.keys(block.input).length === 0 ? "" : JSON.stringify(block.input);
  return ["", ...pieces(input)].map((text) => ({ type: "input_json_delta", partial_json: text }));
}

const pieceCharacters = 20;
/** A longer text has longer pieces instead of more. */
const piecesMax = 256;

/** A text in pieces. Characters outside the basic plane stay whole, so that each piece can be shown by itself. */
function pieces(text: string): readonly string[] {
  const characters = Array.from(text);
  const size = Math.max(pieceCharacters, Math.ceil(characters.length / piecesMax));
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, index) =>
    characters.slice(index * size, (index + 1) * size).join(""),
  );
}
