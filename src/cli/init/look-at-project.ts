import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** A test runner that an example can be written for. */
export type Runner = "vitest" | "jest" | "node-test" | "pytest" | "bats" | "shell";

/** What a look at a folder tells. */
export interface Project {
  readonly name: string;
  readonly runner: Runner;
  /** It has a package.json: backlot lies in its node_modules. */
  readonly isPackage: boolean;
  readonly isTypeScript: boolean;
  /** Its .js files are modules, not CommonJS. */
  readonly isModule: boolean;
  /** Folder of tests that exists, relative to the project. */
  readonly testFolder: string | undefined;
}

interface Manifest {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const testFolders = ["tests", "test", "__tests__", "spec"];

/** Looks at a project's files, runs nothing. */
export function lookAtProject(folder: string): Project {
  const manifest = readManifest(folder);
  const testFolder = testFolders.find((name) => existsSync(join(folder, name)));
  const files = [folder, ...(testFolder === undefined ? [] : [join(folder, testFolder)])].flatMap(namesIn);
  const packages = { ...manifest?.dependencies, ...manifest?.devDependencies };
  const isPython = files.some((name) =>
    /^(pyproject\.toml|pytest\.ini|conftest\.py|test_.*\.py)$/.test(name),
  );
  const runner = (): Runner => {
    if ("vitest" in packages || files.some((name) => name.startsWith("vitest.config."))) return "vitest";
    if ("jest" in packages || files.some((name) => name.startsWith("jest.config."))) return "jest";
    if (files.some((name) => name.endsWith(".bats"))) return "bats";
    if (manifest !== undefined) return "node-test";
    return isPython ? "pytest" : "shell";
  };
  return {
    name: typeof manifest?.name === "string" && manifest.name !== "" ? manifest.name : basename(folder),
    runner: runner(),
    isPackage: manifest !== undefined,
    isTypeScript: files.includes("tsconfig.json"),
    isModule: manifest?.type === "module",
    testFolder,
  };
}

function readManifest(folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
