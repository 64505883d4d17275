import { keySource } from "./source-text.ts";

/** What the generated test has to know of the recordings to make their calls. */
export interface CallNeeds {
  /** Arguments or variables hold bytes that are no text. */
  readonly bytes: boolean;
  /** A call is made with a PATH of its own. */
  readonly path: boolean;
  /** Variables that calls are recorded with; the others must be made without them. */
  readonly variables: readonly string[];
  /** Constants of folders that variables name: HOME, TMPDIR. */
  readonly folders: readonly (readonly [variable: string, constant: string])[];
  /** Types are written. */
  readonly typed: boolean;
}

/** The functions of a generated test that make a recorded call and tell what came of it. */
export function runSource(needs: CallNeeds): string {
  const { typed } = needs;
  const type = (text: string): string => (typed ? text : "");
  const word = needs.bytes ? "Content" : "string";
  const options = type(`: { readonly stdin?: Content; readonly env?: Readonly<Record<string, ${word}>> }`);
  const parameters = `world${type(": World")}, command${type(": string")}, args${type(`: readonly ${word}[]`)}`;
  return `${type(`/** Text, or bytes that are none. */
type Content = string | { readonly base64: string };

`)}/** Makes a recorded call in the test's world, and tells what it printed and how it ended. */
function run(${typed ? `\n  ${parameters.replaceAll(", ", ",\n  ")},\n  ` : `${parameters}, `}{ stdin = "", env = {} }${options} = {}${typed ? ",\n" : ""}) {
${startSource(needs)}
  if (ran.error) throw ran.error;
  return { stdout: shown(ran.stdout), stderr: shown(ran.stderr), exit: ran.signal ?? ran.status };
}

function bytes(content${type(": Content")}) {
  return typeof content === "string" ? Buffer.from(content) : Buffer.from(content.base64, "base64");
}

function shown(output${type(": Buffer")})${type(": Content")} {
  return isUtf8(output) ? output.toString() : { base64: output.toString("base64") };
}
`;
}

function startSource(needs: CallNeeds): string {
  const program = needs.path ? "program" : "command";
  const first = needs.path
    ? [
        "  // The double, whatever PATH the call is made with: its folder is the first one.",
        '  const program = `${(world.env["PATH"] ?? "").split(":")[0]}/${command}`;',
      ]
    : [];
  return [...first, ...(needs.bytes ? bytesCall(program, needs) : textCall(program, needs))].join("\n");
}

/** Variables of every call: the world's, without those that calls are recorded with. */
function baseSource({ variables, folders }: CallNeeds): string {
  const without = variables.map((name) => `${keySource(name)}: undefined`);
  return ["...world.env", ...folders.map(([name, constant]) => `${name}: ${constant}`), ...without].join(
    ", ",
  );
}

function textCall(program: string, needs: CallNeeds): readonly string[] {
  return [
    `  const ran = spawnSync(${program}, args, {`,
    `    env: { ${baseSource(needs)}, ...env },`,
    "    input: bytes(stdin),",
    "    maxBuffer: Infinity,",
    "  });",
  ];
}

function bytesCall(program: string, needs: CallNeeds): readonly string[] {
  return [
    "  // Node passes text only. So a shell makes the words, and env sets the variables and becomes the command.",
    "  const variables = Object.entries(env).map(([name, value]) => [Buffer.from(`${name}=`), bytes(value)]);",
    `  const words = [...variables.map((pair) => Buffer.concat(pair)), bytes(${program}), ...args.map(bytes)];`,
    "  const lines = words.map((word) => {",
    '    const octal = Array.from(word, (byte) => `\\\\${byte.toString(8).padStart(3, "0")}`).join("");',
    '    return `word=$(printf \'${octal}.\'); set -- "$@" "\\${word%.}"`;',
    "  });",
    '  const script = [...lines, \'exec /usr/bin/env "$@"\'].join("\\n");',
    '  const ran = spawnSync("/bin/sh", ["-c", script], {',
    `    env: { ${baseSource(needs)} },`,
    "    input: bytes(stdin),",
    "    maxBuffer: Infinity,",
    "  });",
  ];
}
