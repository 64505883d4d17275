/** The path as people read it. @example pathText(["commands", 0, "run"]) // "commands[0].run" */
export function pathText(path: readonly (string | number)[]): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else {
      const word = /^[A-Za-z0-9_$-]+$/.test(part) ? part : JSON.stringify(part);
      text += text === "" ? word : `.${word}`;
    }
  }
  return text;
}
