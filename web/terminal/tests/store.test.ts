// The rules of the stream: snapshots, deltas that follow each other, gaps, one telling in a frame.
import { describe, expect, it } from "vitest";
import type { Frame, Instrument } from "../src/api/types";
import { backoff } from "../src/api/stream";
import { MarketStore } from "../src/store/market";

function store() {
  const waiting: (() => void)[] = [];
  return {
    store: new MarketStore((flush) => waiting.push(flush)),
    waiting,
    frame: () => waiting.splice(0).forEach((f) => f()),
  };
}

const level = (price: string, lots: number) => ({ price, lots, orders: 1 });
const snapshot: Frame = {
  channel: "depth:TK-Z26",
  type: "snapshot",
  seq: 10,
  data: {
    symbol: "TK-Z26",
    bids: [level("9.996", 3), level("9.998", 2)],
    asks: [level("10.002", 4), level("10.000", 1)],
    last: "9.998",
    lastLots: 2,
  },
};
const delta = (prevSeq: number, seq: number, bids: object[], asks: object[]): Frame => ({
  channel: "depth:TK-Z26",
  type: "delta",
  prevSeq,
  seq,
  data: { bids, asks },
});
const row = (symbol: string, last: string | null, expired = false) =>
  ({ symbol, last, expired, contract: "TK" }) as Instrument;

describe("a book", () => {
  it("is sorted by value with the best first", () => {
    const { store: s } = store();
    s.take(snapshot, 0);
    const book = s.books.get("TK-Z26")!;
    expect(book.bids.map((l) => l.price)).toEqual(["9.998", "9.996"]);
    expect(book.asks.map((l) => l.price)).toEqual(["10.000", "10.002"]);
  });

  it("takes a delta that follows: levels change, come, and go at zero lots", () => {
    const { store: s } = store();
    s.take(snapshot, 0);
    expect(s.take(delta(10, 12, [level("9.998", 0), level("9.994", 7)], [level("10.000", 5)]), 1)).toBe(false);
    const book = s.books.get("TK-Z26")!;
    expect(book.bids).toEqual([level("9.996", 3), level("9.994", 7)]);
    expect(book.asks[0]).toEqual(level("10.000", 5));
    expect(book.seq).toBe(12);
    expect(book.last).toBe("9.998");
  });

  it("refuses a delta with a gap, asks once, and waits for the snapshot", () => {
    const { store: s } = store();
    s.take(snapshot, 0);
    expect(s.take(delta(11, 12, [level("9.998", 99)], []), 1)).toBe(true);
    expect(s.books.get("TK-Z26")!.bids[0]!.lots).toBe(2);
    expect(s.take(delta(12, 13, [], []), 2)).toBe(false);
    expect(s.take(delta(10, 14, [level("9.998", 50)], []), 2)).toBe(false);
    expect(s.books.get("TK-Z26")!.bids[0]!.lots).toBe(2);
    s.take({ ...snapshot, seq: 20 }, 3);
    expect(s.resyncing.size).toBe(0);
    expect(s.take(delta(20, 21, [level("9.998", 5)], []), 4)).toBe(false);
    expect(s.books.get("TK-Z26")!.bids[0]!.lots).toBe(5);
  });

  it("takes no delta before its snapshot", () => {
    const { store: s } = store();
    expect(s.take(delta(0, 1, [level("1", 1)], []), 0)).toBe(false);
    expect(s.books.size).toBe(0);
  });
});

describe("the board", () => {
  it("changes only the rows that a delta carries", () => {
    const { store: s } = store();
    s.take({ channel: "board", type: "snapshot", seq: 1, data: [row("TK-Z26", "9"), row("TK-F27", "8")] }, 0);
    const kept = s.rows.get("TK-F27");
    s.take({ channel: "board", type: "delta", prevSeq: 1, seq: 2, data: [row("TK-Z26", "10")] }, 1);
    expect(s.rows.get("TK-Z26")!.last).toBe("10");
    expect(s.rows.get("TK-F27")).toBe(kept);
  });

  it("lists a new month and drops one that ended", () => {
    const { store: s } = store();
    s.take({ channel: "board", type: "snapshot", seq: 1, data: { instruments: [row("TK-Z26", "9")] } }, 0);
    s.take(
      {
        channel: "board",
        type: "delta",
        prevSeq: 1,
        seq: 2,
        data: { instruments: [row("TK-G27", null), row("TK-Z26", "9", true)] },
      },
      1,
    );
    expect(s.symbols).toEqual(["TK-G27"]);
    expect(s.rows.has("TK-Z26")).toBe(false);
  });

  it("asks again after a gap", () => {
    const { store: s } = store();
    s.take({ channel: "board", type: "snapshot", seq: 1, data: [row("TK-Z26", "9")] }, 0);
    expect(s.take({ channel: "board", type: "delta", prevSeq: 5, seq: 6, data: [row("TK-Z26", "10")] }, 1)).toBe(true);
    expect(s.rows.get("TK-Z26")!.last).toBe("9");
  });
});

describe("the tape", () => {
  const trade = (n: number) => ({
    trade: n,
    sequence: n,
    time: "2026-08-31T01:00:00Z",
    price: "1",
    lots: n,
    aggressor: "buy",
    simulated: true,
  });

  it("has the newest first, each trade once, and an end", () => {
    const { store: s } = store();
    s.take({ channel: "trades:A", type: "snapshot", data: [trade(2), trade(1)] }, 0);
    s.take({ channel: "trades:A", type: "event", data: trade(3) }, 1);
    s.take({ channel: "trades:A", type: "event", data: { trades: [trade(3), trade(4)] } }, 2);
    expect(s.tapes.get("A")!.map((t) => t.trade)).toEqual([4, 3, 2, 1]);
    for (let n = 5; n < 400; n++) s.take({ channel: "trades:A", type: "event", data: trade(n) }, n);
    expect(s.tapes.get("A")!.length).toBe(200);
    expect(s.tapes.get("A")![0]!.trade).toBe(399);
  });
});

describe("prints", () => {
  const print = (index: string, value: string | null, day: string) => ({ index, value, day });

  it("keep the newest value of every index; a withheld print leaves it", () => {
    const { store: s } = store();
    s.take(
      {
        channel: "prints",
        type: "snapshot",
        seq: 1,
        data: [print("A", "1.0", "2026-08-30"), print("B", "2.0", "2026-08-30")],
      },
      0,
    );
    s.take({ channel: "prints", type: "event", seq: 2, data: print("A", "1.1", "2026-08-31") }, 1);
    s.take({ channel: "prints", type: "event", seq: 3, data: print("B", null, "2026-08-31") }, 2);
    expect(s.indexes!.map((x) => [x.index, x.value])).toEqual([
      ["A", "1.1"],
      ["B", "2.0"],
    ]);
    expect(s.printCount).toBe(3);
  });
});

describe("the tape's sequence", () => {
  it("shows a gap, which is asked for once and closed by a snapshot", () => {
    const { store: s } = store();
    const t = (n: number) => ({
      trade: n,
      sequence: n,
      time: "2026-08-31T01:00:00Z",
      price: "1",
      lots: 1,
      aggressor: "sell",
      simulated: true,
    });
    s.take({ channel: "trades:A", type: "snapshot", seq: 7, data: [t(7)] }, 0);
    expect(s.take({ channel: "trades:A", type: "event", seq: 9, prevSeq: 8, data: t(9) }, 1)).toBe(true);
    expect(s.take({ channel: "trades:A", type: "event", seq: 10, prevSeq: 9, data: t(10) }, 1)).toBe(false);
    expect(s.tapes.get("A")!.map((x) => x.trade)).toEqual([7]);
    s.take({ channel: "trades:A", type: "snapshot", seq: 10, data: [t(10), t(9), t(8), t(7)] }, 2);
    expect(s.take({ channel: "trades:A", type: "event", seq: 11, prevSeq: 10, data: t(11) }, 3)).toBe(false);
    expect(s.tapes.get("A")!.map((x) => x.trade)).toEqual([11, 10, 9, 8, 7]);
  });
});

describe("readers", () => {
  it("are told once in a frame, whatever came", () => {
    const { store: s, waiting, frame } = store();
    let told = 0;
    s.subscribe("depth:TK-Z26", () => told++);
    s.take(snapshot, 0);
    for (let n = 10; n < 60; n++) s.take(delta(n, n + 1, [level("9.990", n)], []), n);
    expect(waiting.length).toBe(1);
    expect(told).toBe(0);
    frame();
    expect(told).toBe(1);
  });

  it("are told of prints and bulletins, and of nothing after they left", () => {
    const { store: s, frame } = store();
    let told = 0;
    const leave = s.subscribe("bulletins", () => told++);
    s.take({ channel: "bulletins", type: "event", data: { day: "2026-08-31" } }, 0);
    frame();
    leave();
    s.take({ channel: "bulletins", type: "event", data: { day: "2026-09-01" } }, 1);
    frame();
    expect(told).toBe(1);
    expect(s.bulletinCount).toBe(2);
  });

  it("know the age of the feed from any message, a heartbeat too", () => {
    const { store: s } = store();
    s.take({ channel: "heartbeat", seq: 5, time: "2026-08-31T01:00:09Z" }, 777);
    expect(s.heardAt).toBe(777);
    expect(s.time).toBe("2026-08-31T01:00:09Z");
  });
});

describe("the wait before the next attempt", () => {
  it("doubles to fifteen seconds, a fifth of it by chance", () => {
    expect([0, 1, 11, 12, 13, 14, 15, 16, 50].map((n) => backoff(n, 0.5))).toEqual([0.5, 0.5, 0.5, 1, 2, 4, 8, 15, 15]);
    expect(backoff(50, 0)).toBe(12);
    expect(backoff(50, 1)).toBeCloseTo(18);
  });
});
