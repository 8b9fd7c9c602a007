// The spot market's channels on the page: what a snapshot, an event and a change make of what is shown.
import { describe, expect, it } from "vitest";
import type { Certificate, SpotBlock } from "../src/api/spot";
import type { Frame } from "../src/api/types";
import { MarketStore } from "../src/store/market";
import { changedBlocks, changedCertificates, mostSpotTrades } from "../src/store/spot";

const level = { price: "3.00", lots: 1, orders: 1 };
const block = (firstHour: string, hours: number, asks = [level]): SpotBlock => ({ firstHour, hours, bids: [], asks });
const certificate = (id: number, owner: number, issuer = 2) => ({ certificate: id, owner, issuer }) as Certificate;
const frame = (channel: string, type: string, seq: number, prevSeq: number, data: unknown) =>
  ({ channel, type, seq, prevSeq, data }) as Frame;
const store = () => new MarketStore((flush) => flush());

describe("a book of blocks", () => {
  it("is in the order of first hour and length; an empty block is gone", () => {
    const one = changedBlocks([], [block("2026-03-03T00:00:00Z", 24), block("2026-03-03T00:00:00Z", 4)]);
    expect(one.map((b) => b.hours)).toEqual([4, 24]);
    expect(changedBlocks(one, [block("2026-03-03T00:00:00Z", 4, [])]).map((b) => b.hours)).toEqual([24]);
  });
});

describe("certificates of an account", () => {
  it("are newest first, change in place, and leave with their owner unless the account issued them", () => {
    const all = changedCertificates([], [certificate(1, 1), certificate(3, 1), certificate(2, 1)], 1);
    expect(all.map((c) => c.certificate)).toEqual([3, 2, 1]);
    expect(changedCertificates(all, [certificate(2, 5)], 1).map((c) => c.certificate)).toEqual([3, 1]);
    expect(changedCertificates(all, [certificate(2, 5, 1)], 1)).toHaveLength(3);
  });
});

describe("the store", () => {
  it("puts trades in front and keeps no more than the page shows", () => {
    const s = store();
    s.take(frame("spot.trades:TS", "snapshot", 5, 5, [{ trade: 1 }]), 0);
    for (let i = 2; i < 300; i++) s.take(frame("spot.trades:TS", "event", 4 + i, 3 + i, { trade: i }), i);
    const trades = s.spot.get("spot.trades:TS") as { trade: number }[];
    expect(trades).toHaveLength(mostSpotTrades);
    expect(trades[0]).toEqual({ trade: 299 });
  });

  it("shows the newest auction only", () => {
    const s = store();
    s.take(frame("spot.auctions:TS", "snapshot", 5, 5, []), 0);
    s.take(frame("spot.auctions:TS", "event", 9, 5, { gate: "a" }), 1);
    s.take(frame("spot.auctions:TS", "event", 12, 9, { gate: "b" }), 2);
    expect(s.spot.get("spot.auctions:TS")).toEqual([{ gate: "b" }]);
  });

  it("asks again when something is missing, and waits for the snapshot", () => {
    const s = store();
    const told: string[] = [];
    s.subscribe("spot.bids:1", () => told.push("bids"));
    expect(s.take(frame("spot.bids:1", "snapshot", 5, 5, [1]), 0)).toBe(false);
    s.take(frame("spot.book:TS", "snapshot", 5, 5, []), 0);
    expect(s.take(frame("spot.book:TS", "delta", 9, 7, [block("a", 1)]), 1)).toBe(true);
    expect(s.take(frame("spot.book:TS", "delta", 11, 9, [block("b", 1)]), 2)).toBe(false);
    expect(s.spot.get("spot.book:TS")).toEqual([]);
    s.take(frame("spot.book:TS", "snapshot", 11, 11, [block("b", 1)]), 3);
    expect(s.spot.get("spot.book:TS")).toHaveLength(1);
    expect(told).toHaveLength(1);
    s.forgetSpot("spot.bids:1");
    expect(s.spot.has("spot.bids:1")).toBe(false);
  });
});
