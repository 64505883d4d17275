import { addProblem, type Problems } from "../problems.ts";
import { checkTree, TreeOverLimit, type Node } from "../tree.ts";

/** The tree that is read, when it is within its limits. */
export function checked<Tree extends Node>(read: () => Tree | null, problems: Problems): Tree | null {
  try {
    const tree = read();
    if (tree !== null) checkTree(tree, problems);
    return tree;
  } catch (error) {
    if (!(error instanceof TreeOverLimit)) throw error;
    addProblem(problems, () => error.finding);
    return null;
  }
}
