// News at a pace: the first at once, the rest together, nothing after the end.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { paced } from "../src/state/paced";

describe("a pace", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("passes the first on at once and many together after the wait", () => {
    let told = 0;
    const pace = paced(() => told++, 250);
    for (let k = 0; k < 1000; k++) pace.tell();
    expect(told).toBe(1);
    vi.advanceTimersByTime(410);
    expect(told).toBe(2);
    vi.advanceTimersByTime(1000);
    expect(told).toBe(2);
    pace.tell();
    expect(told).toBe(3);
  });

  it("gives what comes at its time to that news, and no second telling after it", () => {
    let told = 0;
    const pace = paced(() => told++, 100);
    pace.tell();
    vi.advanceTimersByTime(50);
    pace.tell();
    vi.advanceTimersByTime(50);
    pace.tell();
    expect(told).toBe(2);
    vi.advanceTimersByTime(1000);
    expect(told).toBe(2);
  });

  it("tells nothing after it was stopped", () => {
    let told = 0;
    const pace = paced(() => told++, 250);
    pace.tell();
    pace.tell();
    pace.stop();
    vi.advanceTimersByTime(1000);
    expect(told).toBe(1);
  });

  it("of nothing passes each on", () => {
    let told = 0;
    const pace = paced(() => told++, 0);
    pace.tell();
    pace.tell();
    expect(told).toBe(2);
  });
});
