import { type FileSystem, realFileSystem } from "../disk/index.ts";
import { killPoint } from "./kill-point.ts";

/**
 * The disk, with the moments of an atomic write at which crash tests end this process.
 * @param name what is written: "record" has the points record.temp-made, record.temp-written and record.renamed
 */
export function killableFileSystem(name: string): FileSystem {
  return {
    ...realFileSystem,
    write: (...args) => {
      killPoint(`${name}.temp-made`);
      return realFileSystem.write(...args);
    },
    rename: (from, to) => {
      killPoint(`${name}.temp-written`);
      realFileSystem.rename(from, to);
      killPoint(`${name}.renamed`);
    },
  };
}
