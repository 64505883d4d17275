import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { text, use } from "../../../../tests/samples/agent-conversation.ts";
import { deltasOf, emptyBlock } from "./stream-events.ts";

const joined = (deltas: ReturnType<typeof deltasOf>, key: string): string =>
  deltas.map((delta) => (typeof delta[key] === "string" ? delta[key] : "")).join("");

describe("deltas", () => {
  test("of a text give the text again, and none breaks a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (said) => {
        const deltas = deltasOf(text(said));
        expect(joined(deltas, "text")).toBe(said);
        expect(deltas.some(({ text: piece }) => /\p{Cs}/u.test(piece as string))).toBe(false);
      }),
    );
  });

  test("of a tool begin with nothing, and give its input again", () => {
    const input = { command: "echo 'a long enough line'", nested: { list: [1, null] } };
    const deltas = deltasOf(use("Bash", input));
    expect(deltas[0]).toEqual({ type: "input_json_delta", partial_json: "" });
    expect(JSON.parse(joined(deltas, "partial_json"))).toEqual(input);
    expect(deltasOf(use("Bash", {}))).toEqual([{ type: "input_json_delta", partial_json: "" }]);
  });

  test("of a thought end with its signature", () => {
    const block = { type: "thinking", thinking: "Hm.", signature: "c2ln" } as const;
    expect(deltasOf(block)).toEqual([
      { type: "thinking_delta", thinking: "Hm." },
      { type: "signature_delta", signature: "c2ln" },
    ]);
    expect(emptyBlock(block)).toEqual({ type: "thinking", thinking: "", signature: "" });
  });

  test.each([
    [0, 0],
    [20, 1],
    [21, 2],
    [20 * 256, 256],
    [20 * 256 + 1, 244],
    [1_000_000, 256],
  ])("of %i characters are %i", (characters, expected) => {
    expect(deltasOf(text("x".repeat(characters))).length).toBe(expected);
  });
});
