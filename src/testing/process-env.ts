/**
 * Makes this process's environment that of a world for the time of a test, so that code under test which
 * spawns programs or reads base URLs needs no change.
 * @returns puts it back exactly as it was
 */
export function enterEnvironment(env: Readonly<Record<string, string>>): () => void {
  const before = { ...process.env };
  replaceEnvironment(env);
  return () => replaceEnvironment(before);
}

function replaceEnvironment(env: Readonly<Record<string, string | undefined>>): void {
  for (const name of Object.keys(process.env)) if (env[name] === undefined) delete process.env[name];
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && process.env[name] !== value) process.env[name] = value;
  }
}
