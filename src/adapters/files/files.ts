import { join } from "node:path";
import { BacklotError, finding, quote, type FilesPort, type Result } from "../../core/index.ts";
import {
  makePrivateFolder,
  readInside,
  removePrivateFolder,
  resolveInside,
  writePrivate,
} from "../../disk/index.ts";

/**
 * Files below a world's folder, private to the user. Names are relative, separated by "/", and stay inside:
 * neither "..", nor a symbolic link that a program under test may have put there, leads out.
 * @param root the world's folder
 * @param register called with the path of each file or folder right below the root before it is made for
 * the first time, so that a crash leaves nothing behind that nobody knows of
 * @throws BacklotError from each method: `bad-path`, `file-not-found`, `over-limit`, `cannot-write`
 * @example await filesPort(folder).write("repos/demo/README.md", utf8("# demo"))
 */
export function filesPort(root: string, register?: (path: string) => void): FilesPort {
  const registered = new Set<string>();
  const place = (name: string): string => {
    const path = valueOf(resolveInside(root, join(root, "any"), checked(name)));
    const [top = ""] = name.split("/");
    if (!registered.has(top)) {
      register?.(join(root, top));
      registered.add(top);
    }
    return path;
  };
  return {
    root,
    folder: async (name) => {
      const path = place(name);
      makePrivateFolder(path);
      return path;
    },
    write: async (name, bytes) => {
      const path = place(name);
      writePrivate(path, bytes);
      return path;
    },
    read: async (name) => valueOf(readInside(root, join(root, "any"), checked(name))),
    remove: async (name) => removePrivateFolder(place(name)),
  };
}

/** A name that a careful reader would call a name: no empty, "." or ".." part. */
function checked(name: string): string {
  const parts = name.split("/");
  if (parts.every((part) => part !== "" && part !== "." && part !== "..")) return name;
  throw new BacklotError([
    finding("bad-path", {
      what: `${quote(name)} is no plain name below the world's folder`,
      why: "Doubles keep their files in the folder of their world.",
      fix: "Use names separated by single slashes, without . and .. parts.",
    }),
  ]);
}

function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new BacklotError(result.findings);
}
