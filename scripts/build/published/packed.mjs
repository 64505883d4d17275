import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { descriptionManifest } from "./description.mjs";

const compress = promisify(brotliCompress);

/** Files of a packed description, in its folder: what is shipped, and for tests the schemas of refusals too. */
export const packedFiles = {
  routes: "routes.txt",
  schemas: "github-schemas.br",
  answers: "answers.json",
};

/**
 * The folder with what GitHub's description comes to, made when it is first needed: it takes seconds, so it is kept for
 * this version of the description and of the scripts that read it.
 */
export async function packedDescription(root) {
  const cache = path.join(root, "node_modules", ".cache", "backlot");
  const folder = path.join(cache, `published-${keyOf(root)}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(path.join(cache, "fresh-"));
  try {
    await pack(root, fresh);
    renameSync(fresh, folder);
  } catch (error) {
    // Another build was quicker, with the same bytes.
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return folder;
}

function keyOf(root) {
  const hash = createHash("sha256").update(readFileSync(path.join(root, descriptionManifest)));
  for (const file of readdirSync(import.meta.dirname).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(path.join(import.meta.dirname, file)));
  }
  return hash.digest("hex").slice(0, 16);
}

async function pack(root, folder) {
  // Loaded only here: what was packed before needs none of them.
  const [{ readDescription }, { packRoutes }, { packSchemas }] = await Promise.all([
    import("./description.mjs"),
    import("./routes.mjs"),
    import("./schemas.mjs"),
  ]);
  const description = readDescription(root);
  const write = (name, bytes) => writeFileSync(path.join(folder, packedFiles[name]), bytes);
  write("routes", packRoutes(description));
  write("answers", JSON.stringify(packSchemas(description, () => true)));
  const schemas = Buffer.from(JSON.stringify(packSchemas(description, (status) => status < 300)));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: schemas.length,
  };
  write("schemas", await compress(schemas, { params }));
}
