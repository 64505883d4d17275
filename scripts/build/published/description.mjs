import { readFileSync } from "node:fs";
import path from "node:path";

const home = path.join("node_modules", "@octokit", "openapi");

/** What GitHub's description is packed from: a file whose bytes say which version is installed. */
export const descriptionManifest = path.join(home, "package.json");

/** GitHub's description of its REST API as it is published, with its version. */
export function readDescription(root) {
  const { version } = JSON.parse(readFileSync(path.join(root, descriptionManifest), "utf8"));
  const text = readFileSync(path.join(root, home, "generated", "api.github.com.json"), "utf8");
  return { version, document: JSON.parse(text) };
}

/** Follows references inside the document. */
export function followIn(document) {
  return function follow(value) {
    if (typeof value?.$ref !== "string") return value;
    const steps = value.$ref.slice("#/".length).split("/");
    return follow(
      steps.reduce((inner, step) => inner[step.replaceAll("~1", "/").replaceAll("~0", "~")], document),
    );
  };
}

/** Every operation with its method and path, in the document's order. */
export function operationsOf(document) {
  return Object.entries(document.paths).flatMap(([template, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      template,
      method: method.toUpperCase(),
      operation,
    })),
  );
}
