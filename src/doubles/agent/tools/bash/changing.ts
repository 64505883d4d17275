import { limits } from "../../../../core/index.ts";
import { type CommandInput, type CommandOutput, noSuchFile, type Shell, wordsOf } from "./shell.ts";

/** Makes folders. */
export async function makeFolders({ args, options, shell }: CommandInput): Promise<CommandOutput> {
  if (args.length === 0) return { stderr: "mkdir: missing operand\n", code: 1 };
  return eachChange(
    shell,
    args,
    async (name, place) => {
      const { folder } = shell.sandbox;
      const there = await folder.stat(place);
      const isFine = options.has("p") && there?.kind === "folder";
      if (there !== undefined && !isFine) return `mkdir: cannot create directory '${name}': File exists`;
      const above = place.slice(0, place.lastIndexOf("/"));
      if (!options.has("p") && (await folder.stat(above))?.kind !== "folder")
        return `mkdir: cannot create directory '${name}': ${noSuchFile}`;
      await folder.makeFolder(place);
      return undefined;
    },
    (name, error) => `mkdir: cannot create directory '${name}': ${wordsOf(error)}`,
  );
}

/** Makes files, or says that they are new. */
export async function touch({ args, shell }: CommandInput): Promise<CommandOutput> {
  if (args.length === 0) return { stderr: "touch: missing file operand\n", code: 1 };
  return eachChange(
    shell,
    args,
    async (name, place) => {
      const { folder } = shell.sandbox;
      if ((await folder.stat(place))?.kind === "folder") return undefined;
      const above = place.slice(0, place.lastIndexOf("/"));
      if ((await folder.stat(above))?.kind !== "folder")
        return `touch: cannot touch '${name}': ${noSuchFile}`;
      await folder.append(place, new Uint8Array(), { mtimeMs: shell.facts.nowMs(), mode: 0o644 });
      return undefined;
    },
    (name, error) => `touch: cannot touch '${name}': ${wordsOf(error)}`,
  );
}

/** Removes files and folders. */
export async function remove({ args, options, shell }: CommandInput): Promise<CommandOutput> {
  const isForced = options.has("f");
  if (args.length === 0) return isForced ? {} : { stderr: "rm: missing operand\n", code: 1 };
  return eachChange(
    shell,
    args,
    async (name, place) => {
      const { folder } = shell.sandbox;
      const there = await folder.stat(place);
      if (place === "/") return `rm: refusing to remove '${name}'`;
      if (there?.kind === "folder" && !options.has("r") && !options.has("R"))
        return `rm: cannot remove '${name}': Is a directory`;
      const above = place.slice(0, place.lastIndexOf("/"));
      // A link that leads nowhere inside is nothing to stat, and is removed all the same.
      const isListed =
        there !== undefined ||
        (await folder.list(above, limits.agentListedFiles)).some(({ path }) => `/${path}` === place);
      if (!isListed) return isForced ? undefined : `rm: cannot remove '${name}': ${noSuchFile}`;
      await folder.remove(place);
      return undefined;
    },
    (name, error) => `rm: cannot remove '${name}': ${wordsOf(error)}`,
  );
}

/** Changes files one by one; what can't be done is told, and the rest is done. */
async function eachChange(
  shell: Shell,
  names: readonly string[],
  change: (name: string, place: string) => Promise<string | undefined>,
  tell: (name: string, error: unknown) => string,
): Promise<CommandOutput> {
  let stderr = "";
  for (const name of names) {
    shell.files.push(name);
    let said: string | undefined;
    try {
      said = await change(name, shell.sandbox.placeOf(name));
    } catch (error) {
      said = tell(name, error);
    }
    if (said !== undefined) stderr += `${said}\n`;
  }
  return { stderr, code: stderr === "" ? 0 : 1 };
}
