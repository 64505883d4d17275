/**
 * Whether git takes a name as that of a ref (`git check-ref-format`): at least one slash, and none of what stands for
 * something else in revisions.
 * @example isRefName("refs/heads/../x") // false
 */
export function isRefName(name: string): boolean {
  if (!name.includes("/") || name.length > 1_024) return false;
  return !/[\0-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|^\/|[/.]$|(^|\/)\.|\.lock(\/|$)/.test(name);
}

/** Whether a name may be that of a branch: `refs/heads/NAME` is one, and it is no option and not HEAD. */
export function isBranchName(name: string): boolean {
  return isRefName(`refs/heads/${name}`) && !name.startsWith("-") && name !== "HEAD";
}

/** Whether two refs can't stand beside each other, since one would be a folder of the other's file. */
export function refsCollide(one: string, other: string): boolean {
  return one !== other && (one.startsWith(`${other}/`) || other.startsWith(`${one}/`));
}
