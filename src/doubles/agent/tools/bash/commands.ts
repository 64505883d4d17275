import { openSandbox } from "../sandbox.ts";
import { makeFolders, remove, touch } from "./changing.ts";
import { concatenate, countWords, head, list, tail } from "./reading.ts";
import { type CommandInput, type CommandOutput, noSuchFile, type SimulatedCommand } from "./shell.ts";

const plain = (run: SimulatedCommand["run"]): SimulatedCommand => ({
  flags: "",
  valued: "",
  isPlain: true,
  run,
});

/** The commands that are simulated: they say something, or change files of the sandbox alone. */
const commands: Readonly<Record<string, SimulatedCommand>> = {
  ":": plain(() => ({})),
  true: plain(() => ({})),
  false: plain(() => ({ code: 1 })),
  echo: plain(echo),
  exit: plain(({ args, shell }) => ({ code: exitCode(args[0], shell.code), exits: true })),
  cd: { flags: "", valued: "", isQuiet: true, run: changeFolder },
  pwd: { flags: "LP", valued: "", run: ({ shell }) => ({ stdout: `${shell.sandbox.here}\n` }) },
  cat: { flags: "", valued: "", run: concatenate },
  head: { flags: "", valued: "nc", run: head },
  tail: { flags: "", valued: "nc", run: tail },
  wc: { flags: "lwc", valued: "", run: countWords },
  ls: { flags: "1aA", valued: "", run: list },
  mkdir: { flags: "p", valued: "", isQuiet: true, run: makeFolders },
  touch: { flags: "", valued: "", isQuiet: true, run: touch },
  rm: { flags: "rRf", valued: "", isQuiet: true, run: remove },
};

/** A command by its name. */
export function commandOf(name: string): SimulatedCommand | undefined {
  return Object.hasOwn(commands, name) ? commands[name] : undefined;
}

function echo({ args }: CommandInput): CommandOutput {
  const isBare = args[0] === "-n";
  return { stdout: `${(isBare ? args.slice(1) : args).join(" ")}${isBare ? "" : "\n"}` };
}

function exitCode(word: string | undefined, before: number): number {
  return word === undefined ? before : /^\d{1,9}$/.test(word) ? Number(word) & 255 : 2;
}

async function changeFolder({ args, shell }: CommandInput): Promise<CommandOutput> {
  const [name = shell.facts.session.workingDirectory] = args;
  const { sandbox, facts } = shell;
  const place = sandbox.placeOf(name);
  const entry = await sandbox.folder.stat(place);
  if (entry?.kind !== "folder")
    return { stderr: `cd: ${name}: ${entry === undefined ? noSuchFile : "Not a directory"}\n`, code: 1 };
  facts.memory.folder = sandbox.shown(place);
  shell.sandbox = await openSandbox(facts);
  return {};
}
