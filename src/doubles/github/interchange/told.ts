import { finding, quote, type Finding } from "../../../core/index.ts";
import { placeOf, type Node, type TableNode } from "../../../scenario/index.ts";
import { valueOf, type Where } from "./nodes.ts";

/** What differs here from the simulator that a state was written for. */
export type Difference =
  | "shared-branch"
  | "pull-branches"
  | "pull-commits"
  | "shared-number"
  | "unknown-author"
  | "token-owner"
  | "sha"
  | "no-sha"
  | "ignored"
  | "taken-id"
  | "loose-blob"
  | "metadata";

const differences: Readonly<Record<Difference, { readonly why: string; readonly fix: string }>> = {
  "shared-branch": {
    why: "simulacrum lists a branch that names no repository for every repository.",
    fix: "Add owner and repository.",
  },
  "pull-branches": {
    why: "On GitHub a pull request is between two branches that differ, and no other open one is.",
    fix: "Add base and head.",
  },
  "pull-commits": {
    why: "On GitHub a pull request brings a commit that its base does not have; a state says of branches only their names.",
    fix: "Write the state as a scenario, with the files of its branches.",
  },
  "shared-number": {
    why: "On GitHub issues and pull requests of a repository share their numbers.",
    fix: "Give it a number of its own.",
  },
  "unknown-author": {
    why: "On GitHub everybody who writes has an account.",
    fix: "Add it to users.",
  },
  "token-owner": {
    why: "A token belongs to somebody.",
    fix: "Add its owner to users: the first one has it.",
  },
  sha: {
    why: "No content of the state has this SHA: the one that git computes is another.",
    fix: "Remove sha where no program needs it.",
  },
  "no-sha": {
    why: "A SHA of git has 40 hexadecimal digits; one that has fewer can't be the parent of a commit.",
    fix: "Write 40 digits where a program needs to know the SHA, or remove sha.",
  },
  ignored: {
    why: "The simulated GitHub works them out itself, from its state and the address that is called.",
    fix: "Remove them where nobody else reads the state.",
  },
  "taken-id": {
    why: "On GitHub an id stands for one thing only, and users and organizations share theirs.",
    fix: "Give it an id of its own, or none.",
  },
  "loose-blob": {
    why: "On GitHub a blob is part of a commit, at a path.",
    fix: "Add path.",
  },
  metadata: {
    why: "simulacat reads auth_token only, backlot what its own export writes besides.",
    fix: "Remove it.",
  },
};

/** What is said of a state while it is read: each difference once, and everything that is wrong. */
export class Told {
  readonly #noted = new Set<Difference>();
  readonly #findings: Finding[] = [];

  /** Everything, in the order of its telling. */
  get findings(): readonly Finding[] {
    return this.#findings;
  }

  /** Says that something means another thing here, unless that was said before. */
  note(difference: Difference, where: Where, what: string): void {
    if (this.#noted.has(difference)) return;
    this.#noted.add(difference);
    this.#findings.push(finding("imported-state", { at: placeOf(where), what, ...differences[difference] }));
  }

  /** Says that a name stands for nothing. */
  unknownName(node: Node, what: string, fix: string): void {
    this.#findings.push(finding("unknown-name", { at: placeOf(node.where), what, fix }));
  }

  /** Says that a value is of another type; undefined is fine. Returns whether it is what it should be. */
  isKind<Kind extends Node["kind"]>(
    node: Node | undefined,
    kind: Kind,
    path: string,
  ): node is Extract<Node, { kind: Kind }> {
    if (node === undefined || node.kind === kind) return node !== undefined;
    const what = `${path} must be ${kinds[kind] ?? kind}`;
    this.#findings.push(
      finding("wrong-type", { at: placeOf(node.where), what, fix: "Write the state as simulacat does." }),
    );
    return false;
  }

  /** The tables of a list of the state. */
  tables(tree: TableNode, key: string): readonly TableNode[] {
    const list = valueOf(tree, key);
    if (!this.isKind(list, "list", key)) return [];
    return list.items.filter((item, index): item is TableNode =>
      this.isKind(item, "table", `${key}[${index}]`),
    );
  }

  /** Says which keys of a table nobody knows. */
  knownKeys(table: TableNode, known: ReadonlySet<string>, path: string): void {
    for (const { key, keyWhere } of table.entries)
      if (!known.has(key))
        this.#findings.push(
          finding("unknown-field", {
            at: placeOf(keyWhere),
            what: `unknown field ${quote(key, 80)} in ${path}`,
            fix: `Known fields are ${[...known].join(", ")}.`,
          }),
        );
  }
}

const kinds: Partial<Record<Node["kind"], string>> = {
  table: "an object",
  list: "a list",
  string: "a text",
  boolean: "true or false",
};
