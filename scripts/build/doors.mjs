import { writeFileSync } from "node:fs";
import path from "node:path";

const about = `// A test runner may load this file several times in one process: as both kinds of module, and in a global object
// for each test file. The library behind it is loaded once, by Node's own loader of the process's own global object.
`;
const load = (vm, here) =>
  `${vm}.runInThisContext("process").getBuiltinModule("node:module").createRequire(${here})`;

/**
 * Writes the files through which the package's entries reach a part of the library.
 * @param doorOf the name of such a file, by part and form
 * @param part its chunk
 */
export function writeDoors(folder, doorOf, part) {
  const file = JSON.stringify(`./${part.fileName}`);
  const esm = [
    about,
    'import vm from "node:vm";\n\n',
    `const library = ${load("vm", "import.meta.url")}(${file});\n`,
    `export const { ${part.exports.toSorted().join(", ")} } = library;\n`,
  ];
  const cjs = [about, `module.exports = ${load('require("node:vm")', "__filename")}(${file});\n`];
  writeFileSync(path.join(folder, doorOf(part.name, "esm")), esm.join(""));
  writeFileSync(path.join(folder, doorOf(part.name, "cjs")), cjs.join(""));
}
