import { type Json, type JsonObject, isJsonObject } from "../../../core/index.ts";
import type { ToolOutcome } from "../conversation/events.ts";
import type { Profile } from "../profile.ts";
import { bashReport } from "./bash/bash.ts";
import { textIn } from "./inputs.ts";
import { succeeded } from "./outcomes.ts";
import { todosText } from "./todo-write.ts";
import { createdReport, createdText, updatedText } from "./write.ts";

/** What a tool says when it only plays: as the real one where that does not depend on files. */
export function mockOutcome(name: string, input: JsonObject, profile: Profile): ToolOutcome {
  return saidOutcome(name, input, mockText(name, input), profile);
}

function mockText(name: string, input: JsonObject): string {
  const path = textIn(input, "file_path") ?? "";
  if (name === "Write") return createdText(path);
  if (name === "Edit") return updatedText(path);
  if (name === "TodoWrite") return todosText;
  return `${name} was mocked.`;
}

/** A success whose text somebody wrote, told as the tool tells its own. */
export function saidOutcome(name: string, input: JsonObject, content: string, profile: Profile): ToolOutcome {
  const path = textIn(input, "file_path");
  return succeeded(content, reportOf(name, input, content, profile), path === undefined ? [] : [path]);
}

function reportOf(name: string, input: JsonObject, content: string, profile: Profile): Json {
  const filePath = textIn(input, "file_path") ?? "";
  const lines = content.split("\n").length;
  switch (name) {
    case "Bash":
      return bashReport(content, "", profile.name === "classic" ? undefined : false);
    case "Read":
      return {
        type: "text",
        file: { filePath, content, numLines: lines, startLine: 1, totalLines: lines },
      };
    case "Write":
      return createdReport(filePath, textIn(input, "content") ?? "");
    case "Edit":
      return {
        filePath,
        oldString: textIn(input, "old_string") ?? "",
        newString: textIn(input, "new_string") ?? "",
        originalFile: "",
        structuredPatch: [],
        userModified: false,
        replaceAll: input["replace_all"] === true,
      };
    case "Glob":
      return {
        filenames: namesIn(content),
        durationMs: 1,
        numFiles: namesIn(content).length,
        truncated: false,
      };
    case "Grep":
      return { mode: "content", numFiles: 0, filenames: [], content, numLines: lines };
    case "TodoWrite":
      return { oldTodos: [], newTodos: input["todos"] ?? [] };
    case "AskUserQuestion":
      return {
        questions: input["questions"] ?? [],
        answers: isJsonObject(input["answers"]) ? input["answers"] : {},
      };
    default:
      return content;
  }
}

function namesIn(content: string): string[] {
  return content.split("\n").filter((line) => line.startsWith("/"));
}
