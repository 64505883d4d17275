/** The path as people read it. @example pathText(["commands", 0, "run"]) // "commands[0].run" */
export function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>(addToPath, "");
}

/** A path with one more part. */
export function addToPath(path: string, part: string | number): string {
  if (typeof part === "number") return `${path}[${part}]`;
  const word = /^[A-Za-z0-9_$-]+$/.test(part) ? part : JSON.stringify(part);
  return path === "" ? word : `${path}.${word}`;
}
