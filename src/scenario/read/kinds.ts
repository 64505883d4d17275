import type { DateLike } from "../shape/build.ts";

// Test runners give each test file a global object of its own, whose RegExp is not ours: `instanceof` says no to what
// test code made. These say what a value is whoever's class it is of.

export function isRegExp(value: unknown): value is RegExp {
  return tag(value) === "RegExp" && typeof (value as RegExp).source === "string";
}

export function isUrl(value: unknown): value is URL {
  return tag(value) === "URL" && typeof (value as URL).href === "string";
}

export function isBytes(value: unknown): value is Uint8Array {
  return tag(value) === "Uint8Array" && ArrayBuffer.isView(value);
}

export function isDate(value: unknown): value is DateLike {
  return tag(value) === "Date";
}

/** Whether an object is a literal. */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/** The name of a class that comes with the language, where a value is such a class. */
export function builtInName(value: unknown): string | undefined {
  if (typeof value !== "function") return undefined;
  return /^function (\w+)\(\) \{\s*\[native code\]\s*\}$/.exec(Function.prototype.toString.call(value))?.[1];
}

function tag(value: unknown): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}
