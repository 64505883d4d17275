/** What a shell has to set so that the programs it starts are in a world. */
export interface WorldExports {
  /** Folder of the world, the value of BACKLOT_WORLD. */
  readonly world: string;
  /** Base URL by service. */
  readonly urls: Readonly<Record<string, string>>;
  /** Variables that are new or have another value. */
  readonly env: Readonly<Record<string, string>>;
  /** Variables to remove: real credentials. */
  readonly unset: readonly string[];
}

/** What differs between the environment of a world and the one it was opened from. */
export function differenceOf(
  env: Readonly<Record<string, string>>,
  inherited: Readonly<Record<string, string | undefined>>,
): Pick<WorldExports, "env" | "unset"> {
  return {
    env: Object.fromEntries(Object.entries(env).filter(([name, value]) => inherited[name] !== value)),
    unset: Object.keys(inherited).filter((name) => inherited[name] !== undefined && !(name in env)),
  };
}

/**
 * The exports as text: lines for `eval` of a POSIX shell, or JSON.
 * @example worldExports({ env: { A: "it's" }, ... }, "sh") // "export A='it'\\''s'\n"
 */
export function worldExports(exports: WorldExports, format: "sh" | "json"): string {
  if (format === "json") return `${JSON.stringify(exports, null, 2)}\n`;
  // A shell knows only names of letters, digits and _; others can't have come from one.
  const named = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
  const lines = [
    ...exports.unset.filter(named).map((name) => `unset ${name}`),
    ...Object.entries(exports.env)
      .filter(([name]) => named(name))
      .map(([name, value]) => `export ${name}=${shellWord(value)}`),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function shellWord(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
