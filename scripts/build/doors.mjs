import { writeFileSync } from "node:fs";
import path from "node:path";

const about = `// A test runner may load this file several times in one process: as both kinds of module, and in a global object
// for each test file. The library behind it is loaded once, by Node's own loader of the process's own global object.
`;
const load = (vm, here) =>
  `${vm}.runInThisContext("process").getBuiltinModule("node:module").createRequire(${here})`;

/**
 * Writes the files through which the package's entries reach the library.
 * @param doors their names by form: esm, cjs
 * @param library the library's chunk
 */
export function writeDoors(folder, doors, library) {
  const file = JSON.stringify(`./${library.fileName}`);
  const esm = [
    about,
    'import vm from "node:vm";\n\n',
    `const library = ${load("vm", "import.meta.url")}(${file});\n`,
    `export const { ${library.exports.toSorted().join(", ")} } = library;\n`,
  ];
  const cjs = [about, `module.exports = ${load('require("node:vm")', "__filename")}(${file});\n`];
  writeFileSync(path.join(folder, doors.esm), esm.join(""));
  writeFileSync(path.join(folder, doors.cjs), cjs.join(""));
}
