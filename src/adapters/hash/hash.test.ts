import { expect, it } from "vitest";
import { utf8 } from "../../core/index.ts";
import { hashPort } from "./index.ts";

it("gives the digests of the published test vectors", () => {
  expect(hashPort.sha1(utf8("abc"))).toBe("a9993e364706816aba3e25717850c26c9cd0d89d");
  expect(hashPort.sha1(utf8(""))).toBe("da39a3ee5e6b4b0d3255bfef95601890afd80709");
  expect(hashPort.sha256(utf8("abc"))).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});
