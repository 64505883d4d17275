import {
  concatBytes,
  decodeLossless,
  encodeLossless,
  fromBase64,
  textOf,
  toBase64,
  utf8,
} from "../../../core/index.ts";
import { decodeTree, encodeTree, readTreeText, treeText } from "./tree-codec.ts";

/** SHA-1 of bytes, 40 hexadecimal digits. */
export type Sha1 = (bytes: Uint8Array) => string;

/** The four types of git's objects. */
export type ObjectType = "blob" | "tree" | "commit" | "tag";

/**
 * One object as text that JSON carries: a blob is its text, or base64 where its bytes are not UTF-8; commits and tags
 * are lossless text (core/bytes.ts); a tree is the lines of tree-codec.ts, which can be read and searched. The bytes
 * that git would keep come back from each exactly.
 */
export interface GitObject {
  readonly type: ObjectType;
  readonly data: string;
  /** Only where the bytes of a blob are not UTF-8. */
  readonly encoding?: "base64";
}

/** Where objects are found by their SHA. */
export interface ObjectReader {
  get(sha: string): GitObject | undefined;
}

/** Where objects are kept. Putting one that is there already changes nothing. */
export interface ObjectStore extends ObjectReader {
  /** @returns the SHA of the object, equal to real git's */
  put(object: GitObject): string;
}

/** A blob of bytes. */
export function blobOf(content: Uint8Array): GitObject {
  const text = textOf(content);
  return text === undefined
    ? { type: "blob", data: toBase64(content), encoding: "base64" }
    : { type: "blob", data: text };
}

/** The bytes of an object's content, as git hashes them: without the header. */
export function contentBytes(object: GitObject): Uint8Array {
  if (object.type === "tree") return encodeTree(readTreeText(object.data));
  if (object.encoding === "base64") return fromBase64(object.data) as Uint8Array;
  return object.type === "blob" ? utf8(object.data) : encodeLossless(object.data);
}

/**
 * The object of a type and a content, as a pack or a loose file brings it.
 * @returns undefined where the content of a tree can't be read; commits and tags are read later
 */
export function objectOfBytes(type: ObjectType, content: Uint8Array): GitObject | undefined {
  if (type === "blob") return blobOf(content);
  if (type !== "tree") return { type, data: decodeLossless(content) };
  const entries = decodeTree(content);
  return entries === undefined ? undefined : { type, data: treeText(entries) };
}

/** The whole object with git's header: what is hashed, and what a loose file holds compressed. */
export function looseBytes(object: GitObject): Uint8Array {
  const content = contentBytes(object);
  return concatBytes([utf8(`${object.type} ${content.length}\0`), content]);
}

/** The object of what looseBytes made, or undefined where the bytes are something else. */
export function readLoose(bytes: Uint8Array): GitObject | undefined {
  const end = bytes.subarray(0, 32).indexOf(0);
  if (end < 0) return undefined;
  const header = /^(blob|tree|commit|tag) (0|[1-9]\d*)$/.exec(decodeLossless(bytes.subarray(0, end)));
  if (header === null || Number(header[2]) !== bytes.length - end - 1) return undefined;
  return objectOfBytes(header[1] as ObjectType, bytes.subarray(end + 1));
}

/** The SHA of an object. @example objectSha(blobOf(utf8("")), sha1) // "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391" */
export function objectSha(object: GitObject, sha1: Sha1): string {
  return sha1(looseBytes(object));
}

/** A store in memory, of its own objects or over those of another one, which it leaves unchanged. */
export function memoryStore(sha1: Sha1, below?: ObjectReader): ObjectStore {
  const objects = new Map<string, GitObject>();
  return {
    get: (sha) => objects.get(sha) ?? below?.get(sha),
    put(object) {
      const sha = objectSha(object, sha1);
      if (below?.get(sha) === undefined) objects.set(sha, object);
      return sha;
    },
  };
}

/** The SHA of the tree without entries, which every repository has. */
export const emptyTreeSha = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/** Whether a text is a whole SHA-1. */
export function isSha(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}
