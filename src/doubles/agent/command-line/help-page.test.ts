import { describe, expect, test } from "vitest";
import { helpPage } from "./help-page.ts";
import { optionTable, subcommands } from "./option-table.ts";

describe.each(["classic", "current"] as const)("the help page of %s", (profile) => {
  const page = helpPage(profile, "2.1.20");

  test("names every option and command, in lines of at most 100 columns", () => {
    const words = page.split(/, |,\n|\n| {2,}/);
    for (const { flags, name, effect } of optionTable[profile])
      for (const word of effect === "simulated" ? flags.split(", ") : [name]) expect(words).toContain(word);
    for (const name of subcommands[profile]) expect(words).toContain(name);
    expect(page.split("\n").filter((line) => line.length > 100 || line.endsWith(" "))).toEqual([]);
  });
});

test("the whole help page of classic", () => {
  expect(helpPage("classic", "2.1.12")).toBe(`Usage: claude [options] [prompt]

A double of the Claude Code CLI, made by backlot. It behaves as version 2.1.12 and asks no model:
an agent scenario says what is answered to which prompt. The prompt is an argument, standard input
or both. Without --print, on a terminal, it converses.

Prompt and output:
    -p, --print                      answer one prompt and end; implied where stdout is no terminal
    --output-format <format>         text (default), json, or stream-json, which needs --verbose
    --input-format <format>          text; stream-json is not simulated yet
    --verbose                        all messages in json; allows stream-json
    --include-partial-messages       stream events; only with stream-json
    --replay-user-messages           only with stream-json input
    --json-schema <schema>           ask for structured output

Sessions:
    -c, --continue                   go on with the newest session of this directory
    -r, --resume [value]             go on with the session that has this id
    --fork-session                   go on in a copy of that session
    --session-id <uuid>              the id of the new session
    --no-session-persistence         keep no session

Model and limits:
    --model <model>                  the model that is reported; beats the scenario's
    --fallback-model <model>         kept, never needed: no simulated model is busy
    --system-prompt <prompt>         kept for whoever asks about the call
    --append-system-prompt <prompt>  kept likewise
    --max-turns <turns>              stop after so many rounds
    --max-budget-usd <amount>        stop when the tokens of the answers cost more

Tools and permissions:
    --tools <tools...>               the tools that there are; "" for none, default for all
    --allowedTools, --allowed-tools <tools...>
                                     names and rules, as Bash(git log:*), between commas or spaces
    --disallowedTools, --disallowed-tools <tools...>
                                     likewise
    --permission-mode <mode>         beats the scenario's
    --dangerously-skip-permissions   ask nobody
    --add-dir <directories...>       more directories that tools may use

Surroundings:
    --settings <file-or-json>        more settings
    --setting-sources <sources>      user, project, local, between commas
    --cwd <directory>                the working directory that is reported; backlot's own option

The program itself:
    -v, --version                    tell the version that it behaves as
    -h, --help                       show this page

Accepted, without an effect:
    --agent, --agent-color, --agent-id, --agent-name, --agent-type, --agents,
    --allow-dangerously-skip-permissions, --append-system-prompt-file, --betas, --chrome, --debug,
    --debug-file, --debug-to-stderr, --disable-slash-commands, --enable-auth-status, --file, --ide,
    --init, --maintenance, --max-thinking-tokens, --mcp-config, --mcp-debug, --no-chrome,
    --parent-session-id, --permission-prompt-tool, --plan-mode-required, --plugin-dir,
    --strict-mcp-config, --system-prompt-file, --team-name, --teammate-mode

Refused, since they are not simulated:
    --from-pr, --init-only, --remote, --resume-session-at, --rewind-files, --sdk-url, --teleport

Commands of the real one that are refused likewise:
    doctor, install, mcp, plugin, setup-token, update
`);
});
