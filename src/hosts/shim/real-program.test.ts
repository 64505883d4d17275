import { describe, expect, it } from "vitest";
import { dieProgram, launchWords, type LaunchNeeds } from "./launcher.ts";
import { ignoredSignals, outcomeOf } from "./real-program.ts";

describe("the status of a real program", () => {
  it.each([
    [0, [], 0, null],
    [127, [], 127, null],
    [128, [], 128, null],
    // git exits with 129 on wrong usage; nobody sent SIGHUP.
    [129, [], 129, null],
    [129, ["HUP"], null, "SIGHUP"],
    [130, [], 130, null],
    [130, ["INT"], null, "SIGINT"],
    [134, [], null, "SIGABRT"],
    [137, [], null, "SIGKILL"],
    [139, [], null, "SIGSEGV"],
    [141, [], null, "SIGPIPE"],
    [143, [], null, "SIGTERM"],
    [143, ["INT"], null, "SIGTERM"],
    [255, ["TERM"], 255, null],
  ] as const)("%d after %j", (status, passedOn, exitCode, signal) => {
    expect(outcomeOf(status, passedOn, 5)).toEqual({ exitCode, signal, durationMs: 5 });
  });
});

it("knows the signals that a process ignores", () => {
  expect(ignoredSignals("Name:\tsh\nSigIgn:\t0000000000001006\n")).toEqual(["INT", "QUIT", "PIPE"]);
  expect(ignoredSignals("SigIgn:\t0000000000000000\n")).toEqual([]);
  expect(ignoredSignals("")).toEqual([]);
});

describe("the words that start a real program", () => {
  const tools = {
    mkfifo: "m",
    cat: "c",
    sleep: "s",
    tee: "t",
    head: undefined,
    env: "/usr/bin/env",
    perl: "/usr/bin/perl",
  };
  const needs: LaunchNeeds = {
    path: "/opt/it's/git",
    name: "git",
    defaultSignals: ["INT", "QUIT"],
    assignments: [["a-b", "1 2"]],
    unset: [],
    closed: ["STDERR"],
    env: {},
  };
  const everything = { envArgv0: true, envSignals: true, perl: true };

  it("are those of the best launcher there is", () => {
    expect(launchWords(needs, everything, tools)).toBe(
      "/usr/bin/env --argv0='git' --default-signal=INT,QUIT 'a-b=1 2' '/opt/it'\\''s/git'",
    );
    expect(launchWords(needs, { ...everything, envArgv0: false }, tools)).toMatch(
      /^'\/usr\/bin\/perl' -e '.*' '\/opt\/it'\\''s\/git' 'git' 'INT,QUIT' 'STDERR' 1 'a-b=1 2'$/,
    );
    expect(launchWords(needs, { envArgv0: false, envSignals: true, perl: false }, tools)).toBe(
      "/usr/bin/env --default-signal=INT,QUIT 'a-b=1 2' '/opt/it'\\''s/git'",
    );
    const none = { envArgv0: false, envSignals: false, perl: false };
    expect(launchWords(needs, none, tools)).toBe("/usr/bin/env 'a-b=1 2' '/opt/it'\\''s/git'");
    expect(launchWords({ ...needs, unset: ["SHLVL"], assignments: [] }, none, tools)).toBe(
      "/usr/bin/env -u SHLVL '/opt/it'\\''s/git'",
    );
    expect(launchWords({ ...needs, assignments: [] }, none, tools)).toBe("'/opt/it'\\''s/git'");
  });

  it("are not perl's when the caller's variables would steer it, nor env's when the path looks like a variable", () => {
    const noArgv0 = { ...everything, envArgv0: false };
    expect(launchWords({ ...needs, env: { PERL5OPT: "-Mx" } }, noArgv0, tools)).toMatch(
      /^\/usr\/bin\/env --default/,
    );
    expect(launchWords({ ...needs, path: "/a=b/git" }, everything, tools)).toMatch(/^'\/usr\/bin\/perl'/);
    expect(launchWords({ ...needs, path: "/a=b/git" }, { ...everything, perl: false }, tools)).toBe(
      "'/a=b/git'",
    );
  });

  it("give back PERL_BADLANG where the caller had it", () => {
    const kept = { ...needs, env: { PERL_BADLANG: "1" } };
    expect(launchWords(kept, { ...everything, envArgv0: false }, tools)).toMatch(
      / 2 'a-b=1 2' 'PERL_BADLANG=1'$/,
    );
  });

  it("make a program die by a signal that the shell ignores, where that is possible", () => {
    expect(dieProgram("QUIT", everything, tools)).toMatch(/^'\/usr\/bin\/perl' -e /);
    expect(dieProgram("QUIT", { ...everything, perl: false }, tools)).toMatch(
      /^'\/usr\/bin\/env' --default-signal=QUIT/,
    );
    expect(dieProgram("QUIT", { envArgv0: false, envSignals: false, perl: false }, tools)).toBeUndefined();
  });
});
