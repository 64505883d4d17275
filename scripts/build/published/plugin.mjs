import { readFileSync } from "node:fs";
import path from "node:path";
import { packedDescription, packedFiles } from "./packed.mjs";

const place = path.join("src", "doubles", "github", "published");

/**
 * Puts what GitHub's description comes to in the place of the sources that only say what it looks like; for a build as
 * for tests that run the sources. What only tests read is put there by naming its file.
 */
export function published(root) {
  const contents = {
    [path.join(root, place, "packed-routes.ts")]: (folder) => {
      const text = readFileSync(path.join(folder, packedFiles.routes), "utf8");
      return `export const packedRoutes = ${literal(text)};\n`;
    },
    [path.join(root, place, "testing-packed.ts")]: (folder) => `import { readFileSync } from "node:fs";
export const packedAnswers = () => readFileSync(${JSON.stringify(path.join(folder, packedFiles.answers))}, "utf8");
export const packedFolder = ${JSON.stringify(folder)};
`,
  };
  return {
    name: "published-description",
    enforce: "pre",
    load: {
      filter: { id: /[\\/]published[\\/](?:packed-routes|testing-packed)\.ts$/ },
      async handler(id) {
        const content = contents[id];
        if (content === undefined) return null;
        return { code: content(await packedDescription(root)), moduleType: "js" };
      },
    },
  };
}

/** A text in single quotes, since it is full of double ones. */
function literal(text) {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n");
  return `'${escaped}'`;
}
