// An account's own channels: snapshots, events that follow, gaps, what was missed in a cut.
import { describe, expect, it } from "vitest";
import type { AccountFill, OrderChange, OrderNow } from "../src/api/private";
import type { Frame } from "../src/api/types";
import { accountOf, type OwnNews } from "../src/store/private";
import { MarketStore } from "../src/store/market";

const order = (number: number, status: OrderNow["status"], remaining = 2) =>
  ({ order: number, symbol: "TK-Z26", side: "buy", price: "6.400", lots: 2, remaining, status }) as OrderNow;
const change = (sequence: number, event: OrderChange["event"], now: OrderNow): OrderChange => ({
  sequence,
  time: "2026-03-02T01:00:00Z",
  event,
  reason: null,
  fill: null,
  order: now,
});
const fill = (sequence: number) => ({ sequence, symbol: "TK-Z26", side: "buy", price: "6.400", lots: 1 }) as AccountFill;
const frame = (channel: string, type: "snapshot" | "event", prevSeq: number, seq: number, data: object, epoch = "e1") =>
  ({ channel, type, prevSeq, seq, data, epoch }) as Frame;

function begin() {
  const store = new MarketStore((flush) => flush());
  const news: OwnNews[] = [];
  const marks: string[] = [];
  store.own.listen((n) => news.push(n));
  for (const kind of ["orders", "fills"]) store.subscribe(`${kind}:101`, () => marks.push(kind));
  return { store, own: store.own, news, marks, take: (f: Frame) => store.take(f, 0) };
}

describe("an account's orders", () => {
  it("begin with a snapshot and follow its changes: what is dead leaves, the log keeps it", () => {
    const { own, take, news } = begin();
    expect(own.orders(101)).toBeNull();
    take(frame("orders:101", "snapshot", 10, 10, [order(1, "resting")]));
    const filled = change(12, "filled", order(1, "filled", 0));
    const placed = change(11, "resting", order(2, "resting"));
    expect(take(frame("orders:101", "event", 10, 12, [placed, filled]))).toBe(false);
    expect(own.orders(101)?.map((o) => o.order)).toEqual([2]);
    expect(own.changes(101)).toEqual([filled, placed]);
    expect(news.map((n) => n.kind)).toEqual(["order", "order"]);
  });

  it("are asked for again after a gap, once, and nothing is applied before the snapshot", () => {
    const { own, take } = begin();
    take(frame("orders:101", "snapshot", 10, 10, [order(1, "resting")]));
    expect(take(frame("orders:101", "event", 11, 12, [change(12, "cancelled", order(1, "cancelled"))]))).toBe(true);
    expect(own.resyncing.has("orders:101")).toBe(true);
    expect(take(frame("orders:101", "event", 12, 13, [change(13, "resting", order(9, "resting"))]))).toBe(false);
    expect(own.orders(101)?.map((o) => o.order)).toEqual([1]);
    take(frame("orders:101", "snapshot", 13, 13, [order(9, "resting")]));
    expect(own.resyncing.size).toBe(0);
    expect(own.orders(101)?.map((o) => o.order)).toEqual([9]);
  });

  it("pass over what was told already", () => {
    const { own, take } = begin();
    take(frame("orders:101", "snapshot", 10, 10, []));
    expect(take(frame("orders:101", "event", 8, 9, [change(9, "resting", order(1, "resting"))]))).toBe(false);
    expect(own.orders(101)).toEqual([]);
  });

  it("of a venue that began anew are asked for again", () => {
    const { take } = begin();
    take(frame("orders:101", "snapshot", 10, 10, []));
    expect(take(frame("orders:101", "event", 10, 11, [], "e2"))).toBe(true);
  });

  it("are behind when a heartbeat has told more", () => {
    const { own, take } = begin();
    take(frame("orders:101", "snapshot", 10, 10, []));
    expect(own.behind({ "orders:101": 10, prints: 99 })).toEqual([]);
    expect(own.behind({ "orders:101": 12 })).toEqual(["orders:101"]);
    expect(own.behind({ "orders:101": 12 })).toEqual([]);
  });

  it("that a cut concerns are asked about once, from where they stood", () => {
    const { store, own, take } = begin();
    store.setLink({ state: "live" });
    take(frame("orders:101", "snapshot", 10, 10, []));
    store.setLink({ state: "waiting", attempt: 1, seconds: 1 });
    store.setLink({ state: "connecting" });
    store.setLink({ state: "live" });
    expect(own.takeCut(101)?.seq).toBe(10);
    expect(own.takeCut(101)).toBeNull();
  });

  it("that may not be read say why", () => {
    const { own, take } = begin();
    take({ channel: "error", code: "NOT_OWNER", num: 1107, message: "no", field: "channels", given: "orders:101" });
    expect(own.fault("orders:101")?.code).toBe("NOT_OWNER");
    own.forget("orders:101");
    expect(own.fault("orders:101")).toBeNull();
  });
});

describe("an account's fills", () => {
  it("of the first snapshot are no news; those missed in a cut are, once and marked late", () => {
    const { own, take, news } = begin();
    take(frame("fills:101", "snapshot", 10, 10, [fill(9), fill(8)]));
    expect(news).toEqual([]);
    take(frame("fills:101", "event", 10, 11, [fill(11)]));
    take(frame("fills:101", "snapshot", 14, 14, [fill(14), fill(13), fill(11), fill(9)]));
    expect(news.map((n) => n.kind === "fill" && [n.fill.sequence, n.late])).toEqual([
      [11, false],
      [13, true],
      [14, true],
    ]);
    expect(own.fills(101)?.map((f) => f.sequence)).toEqual([14, 13, 11, 9]);
  });
});

describe("a frozen screen", () => {
  it("holds the market's numbers, not orders, and tells what changed when it goes on", () => {
    const { store, take, marks } = begin();
    let rows = 0;
    store.subscribe("row:TK-Z26", () => rows++);
    store.freeze(5);
    take({ channel: "board", type: "snapshot", seq: 1, data: [{ symbol: "TK-Z26", contract: "TK" }] });
    take(frame("orders:101", "snapshot", 1, 1, []));
    expect([rows, marks]).toEqual([0, ["orders"]]);
    store.freeze(null);
    expect(rows).toBe(1);
  });
});

it("a channel belongs to an account or to nobody", () => {
  expect(accountOf("orders:101")).toBe(101);
  expect(accountOf("depth:TK")).toBeNull();
  expect(accountOf("orders:x")).toBeNull();
});
