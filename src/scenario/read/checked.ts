import { finding } from "../../core/index.ts";
import type { Finding } from "../../core/index.ts";
import { addProblem, type Problems } from "../problems.ts";
import { checkTree, scenarioRules, TreeOverLimit, type Node, type TreeRules } from "../tree.ts";

/**
 * The tree that is read, when it is within its limits.
 * @param label what is read, for a finding without a place
 */
export function checked<Tree extends Node>(
  read: () => Tree | null,
  problems: Problems,
  label: string,
  rules: TreeRules = scenarioRules,
): Tree | null {
  try {
    const tree = read();
    if (tree !== null) checkTree(tree, problems, rules);
    return tree;
  } catch (error) {
    if (error instanceof TreeOverLimit) addProblem(problems, () => error.finding);
    // What is too deep or too long for a parser's stack is far over the limits too.
    else if (error instanceof RangeError) addProblem(problems, () => tooMuch(label));
    else throw error;
    return null;
  }
}

function tooMuch(label: string): Finding {
  return finding("over-limit", {
    at: { kind: "input", input: label },
    what: `${label} holds something too long or too deep to be read`,
  });
}
