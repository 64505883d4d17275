import { lstatSync, readdirSync, readFileSync, rmdirSync, unlinkSync } from "node:fs";
import { opendir } from "node:fs/promises";
import { join } from "node:path";

import { limits } from "../core/index.ts";
import {
  isOurFolder,
  ownedFolderPrefix,
  readOwner,
  removeOwnedFolder,
  temporaryPlaces,
} from "./owned-folder.ts";
import { isGone, type Owner, ownerFileName, parseOwner } from "./owner.ts";

/** How sweep works. */
export interface SweepOptions {
  /** Folders to look in; where temporary folders are made by default. */
  readonly places?: readonly string[] | undefined;
  /** Clears one folder away; removeOwnedFolder by default. */
  readonly remove?: ((folder: string, owner: Owner) => Promise<unknown>) | undefined;
  readonly foldersMax?: number | undefined;
  readonly timeMs?: number | undefined;
}

/** What a sweep did. */
export interface SweepResult {
  /** Folders that are gone now. */
  readonly removed: readonly string[];
  /** A limit was reached; the next start goes on. */
  readonly unfinished: boolean;
}

/** Names looked at in one place; a temporary folder may hold any number of strangers' files. */
const namesMax = 20_000;

/** How old a folder without an owner must be: its maker may be about to write the owner file. */
const ownerlessAgeMs = 60_000;

/**
 * Removes temporary folders whose owner is gone: what is left after a reboot, or when an owner and its
 * reaper were both killed. Touches folders of this user only, follows no links, stops at limits, and never
 * throws.
 */
export async function sweep(options: SweepOptions = {}): Promise<SweepResult> {
  const { places = temporaryPlaces(), remove = removeOwnedFolder } = options;
  const { foldersMax = limits.sweptFolders, timeMs = limits.sweepMs } = options;
  const start = performance.now();
  const removed: string[] = [];
  for (const folder of await findFolders(places)) {
    if (removed.length >= foldersMax || performance.now() - start > timeMs)
      return { removed, unfinished: true };
    if (await sweepOne(folder, remove)) removed.push(folder);
  }
  return { removed, unfinished: false };
}

async function findFolders(places: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const place of places) {
    try {
      let seen = 0;
      for await (const entry of await opendir(place, { bufferSize: 1000 })) {
        seen += 1;
        if (seen > namesMax) break;
        if (entry.name.startsWith(ownedFolderPrefix)) found.push(join(place, entry.name));
      }
    } catch {
      // A place that can't be read holds nothing that we could remove.
    }
  }
  return found;
}

async function sweepOne(folder: string, remove: NonNullable<SweepOptions["remove"]>): Promise<boolean> {
  try {
    const owner = readOwner(folder);
    if (owner === undefined) return removeOwnerless(folder);
    if (!isGone(owner)) return false;
    await remove(folder, owner);
    return lstatSync(folder, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}

/** Removes a folder whose maker died before it had said whose it is: it holds nothing, or a torn owner file. */
function removeOwnerless(folder: string): boolean {
  if (!isOurFolder(folder)) return false;
  if (Date.now() - lstatSync(folder).mtimeMs < ownerlessAgeMs) return false;
  const file = join(folder, ownerFileName);
  const names = readdirSync(folder);
  if (names.length > 1 || (names.length === 1 && names[0] !== ownerFileName)) return false;
  if (
    names.length === 1 &&
    lstatSync(file).isFile() &&
    parseOwner(readFileSync(file, "utf8")) === undefined
  ) {
    unlinkSync(file);
  }
  rmdirSync(folder);
  return true;
}
