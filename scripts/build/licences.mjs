import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Writes the licences of all packages that bundled modules came from.
 * @param modules absolute paths of the modules that are really in the bundles
 * @returns how many packages there are
 */
export function licences(root, folder, modules) {
  const packages = packagesOf(modules);
  const texts = [...packages.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((one) => `${one.name} ${one.version} (${one.license})\n\n${one.text}`);
  const head =
    packages.size === 0
      ? "No other packages are bundled into backlot.\n"
      : "These packages are bundled into backlot.\n";
  writeFileSync(
    path.join(folder, "THIRD-PARTY-LICENSES.txt"),
    [head, ...texts].join(`\n${"-".repeat(80)}\n\n`),
  );
  return packages.size;
}

/** Works inside packages that have an owner and a licence of their own. */
const contained = {
  "@seriousme/openapi-schema-validator": {
    of: "The files in its folder schemas are those of the OpenAPI Specification, https://github.com/OAI/OpenAPI-Specification, Copyright the Linux Foundation, changed in that $dynamicRef is $ref (Apache-2.0).",
    text: "apache-2.0.txt",
  },
  "@octokit/openapi": {
    of: "What is taken from it is the description that GitHub publishes, https://github.com/github/rest-api-description (MIT), changed by Octokit and packed for backlot.",
  },
};

function packagesOf(modules) {
  const packages = new Map();
  for (const id of modules) {
    const home = packageFolder(id);
    if (home === undefined || packages.has(home)) continue;
    const manifest = JSON.parse(readFileSync(path.join(home, "package.json"), "utf8"));
    packages.set(home, {
      name: manifest.name,
      version: manifest.version,
      license: manifest.license,
      text: licenceText(home, manifest) + containedText(manifest),
    });
  }
  return packages;
}

/** The package a module belongs to, by the last node_modules in its path. */
function packageFolder(id) {
  const marker = `${path.sep}node_modules${path.sep}`;
  const at = id.lastIndexOf(marker);
  if (at === -1) return undefined;
  const [first, second] = id.slice(at + marker.length).split(path.sep);
  return id.slice(0, at) + marker + (first.startsWith("@") ? path.join(first, second) : first);
}

/** A package's own licence text; where it ships none, the standard text of its licence with its author. */
function licenceText(home, manifest) {
  const file = readdirSync(home).find((one) => /^licen[cs]e(\.(md|txt))?$/i.test(one));
  if (file !== undefined) return `${readFileSync(path.join(home, file), "utf8").trim()}\n`;
  const standard = path.join(import.meta.dirname, "licences", `${manifest.license.toLowerCase()}.txt`);
  if (!existsSync(standard)) throw new Error(`${manifest.name} is bundled but comes without a licence text`);
  const author =
    typeof manifest.author === "string" ? manifest.author : (manifest.author?.name ?? "its authors");
  return `Copyright ${author}\n\n${readFileSync(standard, "utf8").trim()}\n`;
}

function containedText({ name }) {
  const work = contained[name];
  if (work === undefined) return "";
  // Without a text of its own it stands under the package's.
  if (work.text === undefined) return `\n${work.of}\n`;
  const text = readFileSync(path.join(import.meta.dirname, "licences", work.text), "utf8");
  return `\n${work.of}\n\n${text.trim()}\n`;
}
