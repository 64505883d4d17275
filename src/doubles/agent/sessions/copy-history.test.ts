import { expect, test } from "vitest";
import { textOf, utf8 } from "../../../core/index.ts";
import { copyHistory } from "./copy-history.ts";

function copyOf(text: string): string | undefined {
  return textOf(copyHistory(utf8(text), "new"));
}

test("lines of the conversation are copied under the new id, as they were", () => {
  const lines = [
    '{"type":"queue-operation","sessionId":"old"}',
    '{"b":[1,{"sessionId":"old"}],"uuid":"1","sessionId":"old","text":"old \\udcff"}',
    "nonsense",
    '{"uuid":2,"sessionId":"old"}',
    '{"uuid":"3","__proto__":{"x":1},"isSidechain":true}',
  ];
  expect(copyOf(lines.join("\r\n"))).toBe(
    [
      '{"b":[1,{"sessionId":"old"}],"uuid":"1","sessionId":"new","text":"old \\udcff"}\n',
      '{"uuid":"3","__proto__":{"x":1},"isSidechain":true,"sessionId":"new"}\n',
    ].join(""),
  );
  expect(copyOf("")).toBe("");
});

test("a line that is too deep to be written stays behind", () => {
  const deep = `{"uuid":"1","a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  expect(copyOf(`${deep}\n{"uuid":"2"}\n`)).toBe('{"uuid":"2","sessionId":"new"}\n');
});
