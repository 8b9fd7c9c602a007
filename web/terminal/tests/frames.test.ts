// When the store's readers are told: with pictures, at the page's pace, an account's news at once.
import { beforeEach, describe, expect, it } from "vitest";
import { MarketStore } from "../src/store/market";
import { flushEvery, inFrames, type Clock } from "../src/store/frames";

class Played implements Clock {
  at = 1000;
  frames: (() => void)[] = [];
  waits: { due: number; run: () => void }[] = [];
  now = () => this.at;
  frame = (run: () => void) => void this.frames.push(run);
  wait = (run: () => void, ms: number) => {
    const wait = { due: this.at + ms, run };
    this.waits.push(wait);
    return () => void (this.waits = this.waits.filter((w) => w !== wait));
  };

  /** Sixteen milliseconds on, with a picture at their end. */
  picture(): void {
    this.at += 16;
    const due = this.waits.filter((w) => w.due <= this.at);
    this.waits = this.waits.filter((w) => w.due > this.at);
    due.forEach((w) => w.run());
    const frames = this.frames;
    this.frames = [];
    frames.forEach((f) => f());
  }
}

describe("tellings", () => {
  let clock: Played;
  let told: number[];
  let store: MarketStore;
  beforeEach(() => {
    clock = new Played();
    told = [];
    store = new MarketStore(inFrames(clock));
    store.subscribe("row:A", () => told.push(clock.at));
  });

  it("come with the first picture, then at the pace, however many messages there are", () => {
    for (let k = 0; k < 60; k++) {
      for (let m = 0; m < 20; m++) store.mark("row:A");
      clock.picture();
    }
    expect(told[0]).toBe(1016);
    const gaps = told.slice(1).map((at, k) => at - told[k]!);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(flushEvery);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(flushEvery + 2 * 16);
  });

  it("come the less often the more comes, and as often as before when it is over", () => {
    const gaps = (messages: number) => {
      const from = told.length;
      for (let k = 0; k < 60; k++) {
        for (let m = 0; m < messages; m++)
          store.take({ channel: "status", type: "snapshot", seq: 1, time: "t", data: {} }, clock.at);
        store.mark("row:A");
        clock.picture();
      }
      return told.slice(from + 3).map((at, k) => at - told[from + 2 + k]!);
    };
    for (const [messages, pace] of [
      [5, 50],
      [20, 100],
      [80, 150],
      [5, 50],
    ] as const) {
      const seen = gaps(messages);
      expect(Math.min(...seen)).toBeGreaterThanOrEqual(pace);
      expect(Math.max(...seen)).toBeLessThanOrEqual(pace + 2 * 16);
    }
  });

  it("of an account wait for the next picture alone, and take along what waits", () => {
    const own: number[] = [];
    store.subscribe("orders:7", () => own.push(clock.at));
    store.mark("row:A");
    clock.picture();
    store.mark("row:A");
    store.mark("orders:7", true);
    clock.picture();
    expect(own).toEqual([1032]);
    expect(told).toEqual([1016, 1032]);
    for (let k = 0; k < 10; k++) clock.picture();
    expect(told).toHaveLength(2);
  });

  it("are not asked for when nothing has changed", () => {
    for (let k = 0; k < 10; k++) clock.picture();
    expect(clock.frames).toHaveLength(0);
    expect(told).toHaveLength(0);
  });
});
