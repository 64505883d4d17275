import { headerLines, readHeaders } from "./commit.ts";
import type { GitObject, ObjectReader, ObjectType } from "./object.ts";
import { formatPerson, readPerson, type GitPerson } from "./person.ts";

/** What an annotated tag says. */
export interface Tag {
  readonly object: string;
  readonly type: ObjectType;
  /** Name without `refs/tags/`. */
  readonly tag: string;
  /** Old tags have none. */
  readonly tagger?: GitPerson;
  readonly message: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
}

/** The object of an annotated tag. A signature stands at the end of its message. */
export function tagObject(tag: Tag): GitObject {
  const lines = [
    `object ${tag.object}`,
    `type ${tag.type}`,
    `tag ${tag.tag}`,
    ...(tag.tagger === undefined ? [] : [`tagger ${formatPerson(tag.tagger)}`]),
    ...(tag.headers ?? []).map(([name, value]) => headerLines(name, value)),
  ];
  return { type: "tag", data: `${lines.join("\n")}\n\n${tag.message.replaceAll("\0", "")}` };
}

/** What the object of a tag says, or undefined where it is no tag or not well formed. */
export function readTag(object: GitObject | undefined): Tag | undefined {
  if (object?.type !== "tag") return undefined;
  const read = readHeaders(object.data);
  if (read === undefined) return undefined;
  const [target, type, name, maybe] = read.headers;
  if (target?.[0] !== "object" || type?.[0] !== "type" || name?.[0] !== "tag") return undefined;
  if (!/^[0-9a-f]{40}$/.test(target[1]) || !/^(blob|tree|commit|tag)$/.test(type[1])) return undefined;
  const tagger = maybe?.[0] === "tagger" ? readPerson(maybe[1]) : undefined;
  if (maybe?.[0] === "tagger" && tagger === undefined) return undefined;
  const more = read.headers.slice(tagger === undefined ? 3 : 4);
  return {
    object: target[1],
    type: type[1] as ObjectType,
    tag: name[1],
    ...(tagger === undefined ? {} : { tagger }),
    message: read.message,
    ...(more.length === 0 ? {} : { headers: more }),
  };
}

/** What a SHA comes to when tags on the way are followed, or undefined where something is missing. */
export function peel(store: ObjectReader, sha: string): { sha: string; object: GitObject } | undefined {
  let at = sha;
  // A tag of a tag of a tag is possible; more than a few are not meant.
  for (let step = 0; step < 16; step++) {
    const object = store.get(at);
    if (object === undefined) return undefined;
    if (object.type !== "tag") return { sha: at, object };
    const tag = readTag(object);
    if (tag === undefined) return undefined;
    at = tag.object;
  }
  return undefined;
}
