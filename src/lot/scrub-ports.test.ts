import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { detectSecrets } from "../fixture/index.ts";
import { scrubPorts } from "./scrub-ports.ts";

const secret = `ghp_${"aB3dE5gH7".repeat(4)}`;
const inflated = (bytes: Uint8Array): string => Buffer.from(scrubPorts.inflate(bytes) ?? []).toString();

test("gzip data is inflated although something follows it that is none", () => {
  const zipped = gzipSync(secret);
  for (const rest of ["", "\n", ".txt\n", "\0\0\0\0", zipped.toString("latin1")]) {
    expect(inflated(Buffer.concat([zipped, Buffer.from(rest, "latin1")]))).toBe(secret);
  }
  const output = Buffer.concat([Buffer.from("wrote "), zipped, Buffer.from(" and more\n")]).toString(
    "base64",
  );
  expect(detectSecrets(Buffer.from(JSON.stringify({ output })), scrubPorts.inflate)).toMatchObject([
    { kind: "GitHub token", encodings: ["base64", "gzip"] },
  ]);
});

test("gzip data with a file's name, and such that was cut, is inflated as far as it goes", () => {
  const folder = mkdtempSync("/tmp/gzip-");
  writeFileSync(`${folder}/named`, secret);
  const named = execFileSync("gzip", ["-c", `${folder}/named`]);
  rmSync(folder, { recursive: true });
  expect(named.includes("named")).toBe(true);
  expect(inflated(named)).toBe(secret);
  expect(inflated(gzipSync(secret.repeat(3)).subarray(0, -9))).toContain(secret);
});

test("what is no gzip data gives nothing", () => {
  expect(
    scrubPorts.inflate(Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff])),
  ).toBeUndefined();
  expect(inflated(Buffer.from([0x1f, 0x8b]))).toBe("");
});
