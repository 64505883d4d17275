import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";

const prefix = ".build-";
const attemptsMax = 50;

/**
 * A private folder beside dist/, on the same file system; leftovers of killed builds are removed first.
 * @returns the private folder, to be removed at the end, and the empty folder in it to build into
 */
export function openWorkshop(root) {
  for (const name of readdirSync(root)) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length).split("-")[0]) : Number.NaN;
    if (Number.isInteger(owner) && !isAlive(owner)) {
      rmSync(path.join(root, name), { recursive: true, force: true });
    }
  }
  const workshop = mkdtempSync(path.join(root, `${prefix}${process.pid}-`));
  const folder = path.join(workshop, "new");
  mkdirSync(folder);
  return { workshop, folder };
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/**
 * Puts a finished folder in the place of dist/. Two builds may get here at the same moment: whoever finds
 * the place taken again moves the other's result away and tries once more, so one whole build stands.
 */
export function swapIn(folder, dist) {
  const old = path.join(path.dirname(folder), "old");
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    try {
      renameSync(dist, `${old}-${attempt}`);
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
    try {
      renameSync(folder, dist);
      return;
    } catch (error) {
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    }
  }
  throw new Error(`${dist} was replaced by others ${attemptsMax} times`);
}
