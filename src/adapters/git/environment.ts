import { devNull } from "node:os";

/**
 * Settings that stand over every file of configuration. A repository may hold what a program under test
 * pushed, so nothing in it may start a program, follow a link or reach the network.
 */
const settings: Readonly<Record<string, string>> = {
  "core.hooksPath": devNull,
  "core.fsmonitor": "false",
  "core.symlinks": "false",
  "core.attributesFile": devNull,
  "core.excludesFile": devNull,
  "init.templateDir": "",
  "init.defaultBranch": "main",
  "credential.helper": "",
  "commit.gpgSign": "false",
  "tag.gpgSign": "false",
  "submodule.recurse": "false",
  "gc.auto": "0",
  "maintenance.auto": "false",
};

/** The options that put the settings before a subcommand. */
export const settingOptions: readonly string[] = Object.entries(settings).flatMap(([name, value]) => [
  "-c",
  `${name}=${value}`,
]);

/** Names that a caller may set: who commits and when, and what a client says of the protocol. */
const settable = /^(GIT_(AUTHOR|COMMITTER)_(NAME|EMAIL|DATE)|GIT_PROTOCOL|GIT_INDEX_FILE)$/;

/**
 * The whole environment of a git process. Nothing is inherited but the path to programs: a GIT_DIR or a
 * trace setting of the test run is not meant for doubles.
 * @param root the world's folder; no repository above it is ever found
 * @param given what the caller sets; other names than those above are left out
 */
export function gitEnvironment(
  root: string,
  path: string,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const allowed = Object.entries(given).filter(([name]) => settable.test(name));
  return {
    ...Object.fromEntries(allowed),
    PATH: path,
    // Never made: whatever git looks for in a home is not there.
    HOME: `${root}/no-home`,
    XDG_CONFIG_HOME: `${root}/no-home`,
    LC_ALL: "C",
    TZ: "UTC",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_ASKPASS: "false",
    SSH_ASKPASS: "false",
    GIT_SSH_COMMAND: "false",
    GIT_EDITOR: "false",
    GIT_PAGER: "cat",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_ADVICE: "0",
    // Other folders of the world may be named; the network and programs as transports may not.
    GIT_ALLOW_PROTOCOL: "file",
    GIT_CEILING_DIRECTORIES: `${root}:${root.slice(0, root.lastIndexOf("/"))}`,
  };
}
