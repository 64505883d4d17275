import { expect, test } from "vitest";
import { readSlashCommand, type SlashCommand } from "./slash-commands.ts";

test.each<[string, SlashCommand | null]>([
  ["/help", { kind: "help" }],
  ["/clear now", { kind: "clear" }],
  ["/exit", { kind: "exit" }],
  ["/quit", { kind: "exit" }],
  ["/nope me", { kind: "unknown", text: "Unknown skill: nope" }],
  ["/constructor", { kind: "unknown", text: "Unknown skill: constructor" }],
  ["/mcp__server__prompt", { kind: "unknown", text: "Unknown skill: mcp__server__prompt" }],
  ["/usr/bin is what?", null],
  ["/", null],
  ["say /exit", null],
])("%s", (line, command) => {
  expect(readSlashCommand(line, "classic")).toEqual(command);
});

test("newer versions have other words", () => {
  expect(readSlashCommand("/nope", "current")).toEqual({ kind: "unknown", text: "Unknown command: /nope" });
});
