import { getEventListeners } from "node:events";
import { afterEach, describe, expect, it, vi } from "vitest";
import { waitPort } from "./index.ts";

const timers = (): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;

describe("waitPort", () => {
  afterEach(() => void vi.useRealTimers());

  it("lets the time pass", async () => {
    const started = performance.now();
    expect(await waitPort.wait(30)).toBe(true);
    expect(performance.now() - started).toBeGreaterThanOrEqual(29);
  });

  it("ends early when the program goes, and leaves no timer and no listener", async () => {
    const before = timers();
    const gone = new AbortController();
    const waiting = waitPort.wait(60_000, gone.signal);
    expect(getEventListeners(gone.signal, "abort")).toHaveLength(1);
    gone.abort();
    expect(await waiting).toBe(false);
    expect(getEventListeners(gone.signal, "abort")).toHaveLength(0);
    expect(timers()).toBe(before);
  });

  it("leaves no listener behind when it ends by itself", async () => {
    const gone = new AbortController();
    expect(await waitPort.wait(1, gone.signal)).toBe(true);
    expect(await waitPort.wait(0, gone.signal)).toBe(true);
    expect(getEventListeners(gone.signal, "abort")).toHaveLength(0);
  });

  it("does not wait for a program that has gone already, nor for no time at all", async () => {
    expect(await waitPort.wait(60_000, AbortSignal.abort())).toBe(false);
    for (const ms of [0, -5, Number.NaN]) expect(await waitPort.wait(ms)).toBe(true);
  });

  it("waits longer than one timer can", async () => {
    vi.useFakeTimers();
    const month = 30 * 24 * 3_600_000;
    let over = false;
    const waiting = waitPort.wait(month).then(() => (over = true));
    await vi.advanceTimersByTimeAsync(month - 1);
    expect(over).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await waiting).toBe(true);
  });
});
