import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrivalOf, callWith, commandHead } from "../../../../tests/samples/calls.ts";
import { limits, utf8, type CallInput, type StreamKind } from "../../../core/index.ts";
import { profileOf } from "../profile.ts";
import { failure } from "./options.ts";
import { holdsPrompt, joinPrompt, readPrompt, type PromptInput } from "./prompt-input.ts";

const classic = profileOf("2.1.12");
const current = profileOf("2.1.328");
const noPrompt = failure(
  "Error: Input must be provided either through stdin or as a prompt argument when using --print",
);
const part = (text: string): CallInput => ({ kind: "bytes", bytes: utf8(text) });
const end: CallInput = { kind: "end" };

/** Reads a prompt, from parts of standard input that may be of a kind. */
function read(
  prompt: string | undefined,
  input: Iterable<CallInput> = [end],
  stdin: StreamKind = "pipe",
): Promise<PromptInput> {
  const arrival = arrivalOf(commandHead(["claude", "-p"], { stdin }), input);
  return readPrompt(callWith(arrival), { prompt }, current);
}

describe("the prompt", () => {
  test.each<[string | undefined, string, string]>([
    ["hello", "", "hello"],
    [undefined, "hello\n", "hello\n"],
    ["explain", "in\n", "explain\nin\n"],
    ["explain", "\n", "explain\n\n"],
    ["  explain  ", "in", "  explain  \nin"],
    ["", "in", "in"],
    [undefined, "\ufeffbom\r\n", "\ufeffbom\r\n"],
  ])("of %j and %j", (argument, stdin, text) => {
    for (const profile of [classic, current])
      expect(joinPrompt(argument, stdin, profile)).toEqual({ kind: "prompt", text });
  });

  test("must be there", () => {
    for (const profile of [classic, current])
      for (const argument of [undefined, ""]) expect(joinPrompt(argument, "", profile)).toEqual(noPrompt);
  });

  test("must be more than whitespace; classic ends without an error otherwise", () => {
    expect(joinPrompt(undefined, " \n", current)).toEqual(
      failure(
        "Error: Input contained only whitespace. Provide a prompt with text through stdin or as a prompt argument when using --print",
      ),
    );
    expect(joinPrompt("  ", "\n", classic)).toEqual({
      kind: "exit",
      stdout: "",
      stderr: "backlot: the prompt is only whitespace; this version of claude ends without a word then.\n",
      code: 0,
    });
  });

  test("keeps every character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (argument, stdin) => {
        const joined = joinPrompt(`a${argument}`, stdin, current);
        expect(joined).toEqual({
          kind: "prompt",
          text: stdin === "" ? `a${argument}` : `a${argument}\n${stdin}`,
        });
      }),
    );
  });
});

describe("standard input", () => {
  test("is read where it can hold a prompt", () => {
    const kinds = ["null", "file", "pipe", "terminal", "closed", "other"] as const;
    expect(kinds.filter((kind) => holdsPrompt(kind))).toEqual(["file", "pipe", "other"]);
  });

  test("is joined to the argument, in as many parts as it comes", async () => {
    expect(await read("explain", [part("h\u00e9"), part("llo\n"), end])).toEqual({
      kind: "prompt",
      text: "explain\nh\u00e9llo\n",
    });
    const halves = utf8("é");
    const bytes = (from: number, to: number): CallInput => ({
      kind: "bytes",
      bytes: halves.subarray(from, to),
    });
    expect(await read(undefined, [bytes(0, 1), bytes(1, 2), end])).toEqual({ kind: "prompt", text: "é" });
  });

  test("is left alone where it holds none", async () => {
    for (const stdin of ["null", "closed", "terminal"] as const) {
      expect(await read("hello", [part("not read"), end], stdin)).toEqual({ kind: "prompt", text: "hello" });
      expect(await read(undefined, [part("not read"), end], stdin)).toEqual(noPrompt);
    }
  });

  test("may be empty, or no UTF-8", async () => {
    expect(await read("hello")).toEqual({ kind: "prompt", text: "hello" });
    expect(await read(undefined)).toEqual(noPrompt);
    const bytes = new Uint8Array([0x61, 0xff, 0x62]);
    expect(await read(undefined, [{ kind: "bytes", bytes }, end])).toEqual({
      kind: "prompt",
      text: "a\ufffdb",
    });
  });

  test("ends with a program that goes", async () => {
    expect(await read("hello", [part("a"), { kind: "gone" }])).toEqual({ kind: "gone" });
  });

  test("limits.agentPromptBytes: what is longer is refused in the words of the real one", async () => {
    const half = part("x".repeat(limits.agentPromptBytes / 2));
    const most = await read(undefined, [half, half, end]);
    expect(most.kind === "prompt" && most.text.length).toBe(limits.agentPromptBytes);
    expect(await read("hello", [half, half, part("x"), end])).toEqual(
      failure(
        "Error: piped stdin input exceeds 10MB. Pass large content as a file path in your prompt instead.",
      ),
    );
  });

  test("was waited for though the process was to end", async () => {
    const signal = (name: "SIGINT" | "SIGCONT"): CallInput => ({ kind: "signal", signal: name });
    expect(await read("hello", [part("a"), signal("SIGINT"), end])).toEqual({
      kind: "signal",
      signal: "SIGINT",
    });
    expect(await read("hello", [signal("SIGCONT"), end])).toEqual({ kind: "prompt", text: "hello" });
  });

  test("that had no end was read for ever", async () => {
    const most = part("x".repeat(limits.agentPromptBytes));
    let parts = 0;
    function* endless(): Generator<CallInput> {
      for (;;) {
        parts += 1;
        yield most;
      }
    }
    expect(await read("hello", endless())).toMatchObject({ kind: "exit", code: 1 });
    expect(parts).toBe(2);
  });
});
