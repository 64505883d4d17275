import type { Ids, Random } from "./world-time.ts";

/**
 * Randomness from a seed: sfc32, seeded through splitmix32. Good enough for test data and the same on every
 * machine; never used where secrecy matters.
 */
export function createRandom(seed: number): Random {
  // Both halves of a seed count: the high one is multiplied first, so that it does not cancel out the low one.
  let mix = (seed ^ Math.imul(Math.floor(seed / 0x1_0000_0000), 0x85eb_ca6b)) | 0;
  const splitmix = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let word = mix ^ (mix >>> 16);
    word = Math.imul(word, 0x21f0aaad);
    word ^= word >>> 15;
    word = Math.imul(word, 0x735a2d97);
    return (word ^ (word >>> 15)) | 0;
  };
  let [a, b, c, counter] = [splitmix(), splitmix(), splitmix(), 1];
  const word = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round++) word();
  const next = (): number => word() / 0x1_0000_0000;
  return {
    next,
    integer: (below) => Math.floor(next() * below),
    bytes: (length) => Uint8Array.from({ length }, () => word() & 0xff),
  };
}

/** Keeps ids apart from the randomness of the same seed. A seed has 53 bits; sums past that lose the lowest. */
const idsOffset = 0x5f37_59df;

/** Ids from counters and a seed of their own, so that drawing randomness elsewhere never changes them. */
export function createIds(seed: number): Ids {
  const random = createRandom(seed + idsOffset);
  const counters = new Map<string, number>();
  return {
    next: (sequence) => {
      const value = (counters.get(sequence) ?? 0) + 1;
      counters.set(sequence, value);
      return value;
    },
    uuid: () => {
      const bytes = random.bytes(16);
      bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
      const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
  };
}
