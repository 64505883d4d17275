import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { loadSource } from "./load-source.mjs";

/**
 * The official schemas of OpenAPI as code: a module that exports `compileOfficial` as the source does, with nothing left
 * to compile.
 */
export async function officialChecks(root) {
  const { officialOptions, officialSchema } = await loadSource(
    root,
    "src/contract/document/official/schema.ts",
  );
  const imports = new Map();
  const checks = ["3.0", "3.1", "3.2"].map((version) => {
    const ajv = new Ajv2020({ ...officialOptions, code: { source: true } });
    const code = withImports(standalone.default(ajv, ajv.compile(officialSchema(version))), imports);
    return `${JSON.stringify(version)}: () => {\nconst module = {};\n${code}\nreturn module.exports;\n}`;
  });
  const heads = [...imports].map(([name, local]) => `import ${local} from ${JSON.stringify(name)};\n`);
  return `${heads.join("")}
const checks = {
${checks.join(",\n")}
};
export function compileOfficial(version) {
  return checks[version]();
}
`;
}

/** Code for CommonJS with the parts of ajv that it requires as imports. */
function withImports(code, imports) {
  return code
    .replace(/^"use strict";module\.exports = (\w+);module\.exports\.default = \1;/, "module.exports = $1;")
    .replaceAll(/require\("(ajv\/dist\/[\w/]+)"\)/g, (_, name) => {
      const file = `${name}.js`;
      const local = imports.get(file) ?? `part${imports.size}`;
      imports.set(file, local);
      return local;
    });
}
