import {
  encodeLossless,
  limits,
  textOf,
  toJsonBytes,
  fromJsonBytes,
  utf8,
  type Call,
  type CommandHead,
  type Json,
  type TextOrBase64,
} from "../../../src/core/index.ts";
import { readWhole, type Double, type ServeContext } from "../../../src/engine/index.ts";
import { commandHead, ends, says, subject } from "../subject.ts";

interface Kept {
  readonly note: TextOrBase64;
  readonly at: string;
  readonly commit: string;
}

interface KeeperState {
  readonly kept: Kept[];
}

interface KeeperCommand {
  readonly note: TextOrBase64;
  readonly at: string;
  /** The commit it stands on; "" for the first. */
  readonly parent: string;
  readonly commit: string;
}

type Context = ServeContext<KeeperState, KeeperCommand>;

/** A command that keeps notes as commits in a git folder, which its events can rebuild at any time. */
const keeper: Double<null, KeeperState, KeeperCommand> = {
  name: "keeper",
  protocol: "command",
  start: () => ({ kept: [] }),
  decide: (state, { note, at, parent, commit }) =>
    parent === headOf(state)
      ? [{ type: "note.kept", note: note as Json, at, commit }]
      : { refused: "another note was kept in the meantime" },
  reduce: (state, event) => {
    const { note, at, commit } = event as unknown as Kept;
    state.kept.push({ note, at, commit });
    return state;
  },
  serve: serveKeeper,
  queries: { notes: (state): Json => state.kept.map(({ note, commit }) => ({ note: note as Json, commit })) },
  contribute: () => ({ env: {}, unset: [], files: {}, commands: ["keep"], hosts: {} }),
  suggest: (record) => `run = ${JSON.stringify(record.text)}`,
};

async function serveKeeper(call: Call, context: Context): Promise<void> {
  const head = call.head as CommandHead;
  const [word = "add", id = ""] = head.args;
  if (word === "add") return add(call, context);
  const kept = context.state.kept.find((one) => word === "show" && one.commit === id);
  if (kept === undefined) return say(call, encodeLossless(`keep: there is no ${word} ${id}\n`), 1, "stderr");
  const git = await repository(context);
  // What is shown comes from the folder, not from memory.
  const tree = await git(["cat-file", "commit", kept.commit]);
  const entry = await git(["cat-file", "tree", textOf(tree)?.slice(5, 45) ?? ""]);
  const blob = Array.from(entry.subarray(-20), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return say(call, await git(["cat-file", "blob", blob]), 0);
}

async function add(call: Call, context: Context): Promise<void> {
  const { bytes, gone } = await readWhole(call, limits.stdinBytes);
  if (gone) return call.reply.close({ how: "exit", code: 1 });
  const note = toJsonBytes(bytes);
  // Another call may keep a note while git works; then this one is built anew on top of that.
  for (;;) {
    const git = await repository(context);
    const [parent, at] = [headOf(context.state), context.clock.now()];
    const commit = await write(git, { note, at, parent });
    const decided = await context.commit({ note, at, parent, commit });
    if (!("refused" in decided)) return say(call, utf8(`${commit}\n`), 0);
  }
}

async function say(call: Call, bytes: Uint8Array, code: number, stream?: "stderr"): Promise<void> {
  await call.reply.bytes(bytes, stream);
  await call.reply.close({ how: "exit", code });
}

type Git = (args: readonly string[], stdin?: Uint8Array, at?: string) => Promise<Uint8Array>;

/** The folder with everything that state says is in it, made again where it is not. */
async function repository({ ports, state }: Context): Promise<Git> {
  const folder = await ports.files.folder("keeper");
  const git: Git = async (args, stdin, at = "") => {
    const result = await ports.git.run(folder, args, {
      ...(stdin === undefined ? {} : { stdin }),
      env: people(at),
    });
    if (result.exitCode === 0) return result.stdout;
    throw new Error(`git ${args.join(" ")}: ${textOf(result.stderr) ?? ""}`);
  };
  // Calls that overlap may all find no repository; git locks its files while one of them makes it.
  for (let tries = 1; ; tries += 1) {
    const made = await ports.git.run(folder, ["init", "--quiet", "--bare"]);
    if (made.exitCode === 0) break;
    if (tries === 100) throw new Error(`git init: ${textOf(made.stderr) ?? ""}`);
  }
  let parent = "";
  for (const { note, at, commit } of state.kept) {
    const there = await ports.git.run(folder, ["cat-file", "-e", commit]);
    if (there.exitCode !== 0) await write(git, { note, at, parent });
    parent = commit;
  }
  return git;
}

async function write(git: Git, one: { note: TextOrBase64; at: string; parent: string }): Promise<string> {
  const blob = await git(["hash-object", "-w", "--stdin"], fromJsonBytes(one.note));
  const tree = await git(["mktree"], utf8(`100644 blob ${idOf(blob)}\tnote\n`));
  const options = one.parent === "" ? [] : ["-p", one.parent];
  // No branch points there: which commit is the newest is a fact of state, and two calls can't both say so.
  return idOf(await git(["commit-tree", idOf(tree), ...options], utf8("note\n"), one.at));
}

function idOf(output: Uint8Array): string {
  return (textOf(output) ?? "").trim();
}

function headOf(state: KeeperState): string {
  return state.kept.at(-1)?.commit ?? "";
}

function people(at: string): Record<string, string> {
  const names = ["AUTHOR", "COMMITTER"].flatMap((role) => [
    [`GIT_${role}_NAME`, "keeper"],
    [`GIT_${role}_EMAIL`, "keeper@example.com"],
    [`GIT_${role}_DATE`, at],
  ]);
  return Object.fromEntries(names) as Record<string, string>;
}

/** Ids of the two commits of the story: the fake git and the real one give the same. */
export const commits = [
  "4688743601230f50a0a22861b16604b1315e8833",
  "2d7542b366204cd0c9569f769ebe43a3e5f02691",
] as const;

/** The keeper with two notes, of which the first is shown again. */
export const keeperSubject = subject({
  double: keeper,
  config: null,
  story: [
    { name: "keep add", head: commandHead("keep add"), steps: [says("one\n"), ends], answers: commits[0] },
    {
      name: "keep add (bytes)",
      head: commandHead("keep add"),
      steps: [{ kind: "bytes", bytes: Uint8Array.of(0, 0xff, 0x80) }, ends],
      answers: commits[1],
    },
    { name: "keep show", head: commandHead(`keep show ${commits[0]}`), steps: [ends], answers: "one\n" },
    { name: "keep show 0", head: commandHead("keep show 0"), steps: [ends], answers: "there is no show 0" },
  ],
  secrets: [],
});
