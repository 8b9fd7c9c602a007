// The board of the markets: what is shown, in which order, how far the limits are, what is asked of the venue.
import { describe, expect, it } from "vitest";
import type { Instrument } from "../src/api/types";
import { FigureQueue, atOnce, leastApart, sparkOf } from "../src/pages/market/figures";
import { grouped, lockedAt, nextSort, passes, roomOf, sorted } from "../src/pages/market/order";

const row = (symbol: string, part: Partial<Instrument> = {}): Instrument => ({
  symbol,
  contract: symbol.split("-")[0]!,
  nameEn: "AI token",
  nameZh: "人工智能词元",
  last: "10.0",
  previousSettlement: "10.0",
  limitLow: "8.0",
  limitHigh: "12.0",
  volume: 1,
  openInterest: 1,
  lastTradingDay: "2026-04-30",
  spread: null,
  ...part,
} as Instrument);

const legs = { spread: "TKC", near: "TK-J26", far: "TK-K26", nearLots: 1, farLots: 1, nearWeight: 1, farWeight: 1 };
const spread = row("TKC-J26/K26", { contract: "TK", spread: legs, last: "-0.2", limitLow: "-1.0", limitHigh: "1.0" });
const all = [row("TK-J26", { volume: 9 }), row("GH-J26", { volume: 20, last: "12.0" }), row("TK-K26", { volume: 0 }), spread];
const names = (rows: readonly Instrument[]) => rows.map((r) => r.symbol);
const none = () => null;

describe("the board", () => {
  it("stands by family: months of a contract, spreads of a kind", () => {
    expect(grouped(all).map(([family]) => family)).toEqual(["TK", "GH", "TKC"]);
    expect(names(sorted(all, "", none))).toEqual(["TK-J26", "TK-K26", "GH-J26", "TKC-J26/K26"]);
  });

  it("is sorted by numbers, not by letters; what has none stands last both ways", () => {
    expect(names(sorted(all, "-volume", none)).slice(0, 2)).toEqual(["GH-J26", "TK-J26"]);
    const added = (symbol: string) => ({ "TK-J26": -5, "GH-J26": 12 })[symbol] ?? null;
    expect(names(sorted(all, "added", added))).toEqual(["TK-J26", "GH-J26", "TK-K26", "TKC-J26/K26"]);
    expect(names(sorted(all, "-added", added)).slice(0, 2)).toEqual(["GH-J26", "TK-J26"]);
    // No change without a trade today.
    expect(names(sorted(all, "change", none)).at(-1)).toBe("TK-K26");
  });

  it("goes from the largest to the smallest and back to families", () => {
    expect(nextSort("", "volume")).toBe("-volume");
    expect(nextSort("-volume", "volume")).toBe("volume");
    expect(nextSort("volume", "volume")).toBe("");
    expect(nextSort("-volume", "last")).toBe("-last");
  });

  it("is filtered by family, kind, and part of a symbol or name in either language", () => {
    const filter = { part: "", family: "", kind: "all" } as const;
    const shown = (part: object) => names(all.filter((r) => passes(r, { ...filter, ...part })));
    expect(shown({ family: "TKC" })).toEqual(["TKC-J26/K26"]);
    expect(shown({ kind: "months" })).toHaveLength(3);
    expect(shown({ part: "gh-" })).toEqual(["GH-J26"]);
    expect(shown({ part: "词元" })).toHaveLength(4);
    expect(shown({ part: "zzz" })).toEqual([]);
  });

  it("tells the room to the nearer limit, exactly", () => {
    expect(roomOf(row("TK-J26", { last: "11.0" }))).toEqual({ of: "up", left: "9.09" });
    expect(roomOf(row("TK-J26", { last: "9.0" }))).toEqual({ of: "down", left: "11.11" });
    expect(roomOf(spread)).toEqual({ of: "down", left: "0.8" });
    expect(roomOf(row("TK-J26", { limitHigh: null }))).toBeNull();
    expect(lockedAt(all[1]!)).toBe("up");
    expect(lockedAt(row("TK-J26", { last: "12.0", volume: 0 }))).toBeNull();
  });
});

describe("what is asked row by row", () => {
  it("comes a few at a time, and again only when the row has traded and some time has passed", async () => {
    let now = 0;
    let open = 0;
    let most = 0;
    const asked: string[] = [];
    const ask = async <T>(path: string): Promise<T> => {
      asked.push(path);
      most = Math.max(most, ++open);
      await Promise.resolve();
      open--;
      return (path.includes("bars") ? [{ close: "1" }, { close: null }] : { openInterestChange: 4 }) as T;
    };
    const told: string[] = [];
    const queue = new FigureQueue(ask, (s) => told.push(s), () => now);
    const wanted = ["A", "B/C", "D", "E", "F"];
    wanted.forEach((s) => queue.want(s, "1"));
    for (let k = 0; k < 60; k++) await Promise.resolve();
    expect(told.toSorted()).toEqual(wanted.toSorted());
    expect(most).toBeLessThanOrEqual(2 * atOnce);
    expect(asked).toContain("v1/statistics/B%2FC");
    expect(queue.known.get("A")).toEqual({ added: 4, closes: ["1"] });
    const before = asked.length;
    queue.want("A", "2");
    expect(asked.length).toBe(before);
    now = leastApart;
    queue.want("A", "1");
    expect(asked.length).toBe(before);
    queue.want("A", "2");
    expect(asked.length).toBe(before + 2);
  });

  it("becomes a line inside its box", () => {
    expect(sparkOf(["1"], 10, 6)).toBe("");
    expect(sparkOf(["1", "3", "2"], 11, 6)).toBe("1.0,5.0 5.5,1.0 10.0,3.0");
    expect(sparkOf(["2", "2"], 11, 6)).toBe("1.0,3.0 10.0,3.0");
  });
});
