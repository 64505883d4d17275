import { expect, test } from "vitest";
import { VtScreen } from "../../../../../tests/terminal/vt-screen.ts";
import { widthOf } from "./width.ts";

/** Cells that a terminal takes for a character. */
function cellsOf(character: string): number {
  const screen = new VtScreen(4, 1);
  screen.write(`a${character}`);
  return screen.cursor().column - 1;
}

test("no character takes more cells of a terminal than are counted for it", () => {
  expect(cellsOf("漢")).toBe(2);
  const larger: string[] = [];
  for (let code = 0x20; code < 0x30000; code++) {
    if ((code >= 0x7f && code < 0xa0) || (code >= 0xd800 && code < 0xe000)) continue;
    const character = String.fromCodePoint(code);
    if (cellsOf(character) > widthOf(character)) larger.push(code.toString(16));
  }
  expect(larger).toEqual([]);
});
