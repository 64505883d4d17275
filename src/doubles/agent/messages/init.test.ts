import { describe, expect, test } from "vitest";
import { sampleFacts } from "../../../../tests/samples/agent-conversation.ts";
import { permissionModes } from "../../../dialogue/index.ts";
import { cliMode } from "../permissions/modes.ts";
import { createMessages } from "./index.ts";

describe("the first message", () => {
  test("spells modes as the CLI does", () => {
    expect(permissionModes.map((mode) => [mode, cliMode(mode)])).toEqual([
      ["default", "default"],
      ["plan", "plan"],
      ["full-auto", "bypassPermissions"],
      ["accept-edits", "acceptEdits"],
      ["bypass-permissions", "bypassPermissions"],
      ["dont-ask", "dontAsk"],
      ["delegate", "delegate"],
      ["auto", "auto"],
    ]);
  });

  test("says what it is told, and the scenario's version even if that was never measured", () => {
    const facts = sampleFacts({
      version: "2.1.400",
      model: "claude-opus-4-5",
      options: { addDirs: ["/more"] },
      more: { permissionMode: "full-auto", apiKeySource: "ANTHROPIC_API_KEY", tools: [] },
    });
    expect(createMessages(facts).init()).toMatchObject({
      claude_code_version: "2.1.400",
      model: "claude-opus-4-5",
      additional_directories: ["/more"],
      permissionMode: "bypassPermissions",
      apiKeySource: "ANTHROPIC_API_KEY",
      tools: [],
    });
  });

  test("has an id of its own each time", () => {
    const messages = createMessages(sampleFacts());
    expect(messages.init()["uuid"]).not.toBe(messages.init()["uuid"]);
  });
});
