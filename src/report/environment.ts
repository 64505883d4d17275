import { columnsOf, padTo, wrap } from "./columns.ts";
import { joinLines } from "./inert.ts";
import { styleOf, type StyleOptions } from "./style.ts";
import { plural } from "./words.ts";

/** A variable with why it has its value, or why it is gone. */
interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly origin: string;
}

/** Columns that names are padded to at most. */
const nameColumns = 28;

/** Renders what a world makes of an environment, for `backlot explain env`: name, value, and in brackets why. */
export function renderEnvironment(
  environment: { readonly origins: readonly Variable[]; readonly untouched: number },
  options: StyleOptions = {},
): string {
  const style = styleOf(options);
  const names = environment.origins.map(({ name }) => columnsOf(style.line(name)));
  const width = Math.min(nameColumns, Math.max(0, ...names)) + 2;
  const lines = environment.origins.flatMap(({ name, value, origin }) => {
    const head = padTo(style.line(name), width);
    const tail = style.line(value === undefined ? `(${origin})` : `${value}  (${origin})`);
    const tone = value === undefined ? "warning" : "plain";
    return wrap(tail, style.width, head.endsWith(" ") ? head : `${head} `).map((one) =>
      style.paint(tone, one),
    );
  });
  const rest = `${plural(environment.untouched, "other variable")} inherited as they are`;
  return joinLines([...lines, style.paint("quiet", rest)]);
}
