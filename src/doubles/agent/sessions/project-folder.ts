/** Characters of a folder's name after which the rest of it is told by a number. */
const nameCharsMax = 200;

/**
 * Name of the folder in `projects/` that holds the sessions of a project: its path, with a dash for each UTF-16 unit that
 * is no ASCII letter or digit (an emoji is two). Paths may share a name, as those of the real CLI do. A name must fit a
 * file system's 255 bytes: of a longer one the first 200 characters stay, and the path's 32-bit hash in base 36 follows,
 * as under Node; a native build of the real CLI hashes in another way.
 * @param path absolute; it need not exist
 * @example projectFolderName("/home/ada/my_app.js") // "-home-ada-my-app-js"
 */
export function projectFolderName(path: string): string {
  const name = path.replaceAll(/[^A-Za-z0-9]/g, "-");
  return name.length <= nameCharsMax ? name : `${name.slice(0, nameCharsMax)}-${hashOf(path)}`;
}

function hashOf(text: string): string {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return Math.abs(hash).toString(36);
}
