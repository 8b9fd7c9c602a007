// Two-sided quotes: what is sent, what stands, what takes them off (rules QTE-001 and QTE-002).
import { describe, expect, it } from "vitest";
import type { Instrument, OpenOrder } from "../src/api/types";
import {
  faultsOf,
  isReady,
  mayQuote,
  protectionFault,
  quotedFirst,
  quoteOf,
  quoteRequest,
  standingOf,
  withdrawals,
  type Quote,
} from "../src/ticket/quote";

const quote = (part: Partial<Quote> = {}): Quote => ({
  symbol: "TK-Z26",
  bid: "6.400",
  bidLots: "5",
  ask: "6.408",
  askLots: "4",
  ...part,
});

const side = (symbol: string, which: "buy" | "sell", price: string, remaining: number, isQuote = true) =>
  ({ symbol, side: which, price, remaining, quote: isQuote }) as OpenOrder;

describe("a quote", () => {
  it("may be sent with both sides or with one, never with none", () => {
    expect(isReady(quote())).toBe(true);
    expect(isReady(quote({ bid: "" }))).toBe(true);
    expect(isReady(quote({ bid: "", ask: "" }))).toBe(false);
  });

  it("names each field that cannot be sent", () => {
    expect(faultsOf(quote())).toEqual([]);
    expect(faultsOf(quote({ bid: "6,4", askLots: "0" }))).toEqual(["bid", "askLots"]);
    expect(faultsOf(quote({ bid: "", bidLots: "x" }))).toEqual([]);
    expect(faultsOf(quote({ bid: "6.408" }))).toEqual(["bid", "ask"]);
    expect(faultsOf(quote({ bid: "6.41", bidLots: "" }))).toEqual(["bidLots"]);
  });

  it("is sent with the sides that have a price, up to eight together", () => {
    expect(quoteRequest([quote(), quote({ symbol: "TK-F27", ask: "" })], 101, "q")).toEqual({
      account: 101,
      clientOrderId: "q",
      quotes: [
        { symbol: "TK-Z26", bid: "6.400", bidLots: 5, ask: "6.408", askLots: 4 },
        { symbol: "TK-F27", bid: "6.400", bidLots: 5 },
      ],
    });
  });

  it("begins with what stands", () => {
    const standing = standingOf([
      side("TK-Z26", "buy", "6.400", 5),
      side("TK-Z26", "sell", "6.408", 2),
      side("TK-F27", "sell", "6.300", 1),
      side("TK-G27", "buy", "6.000", 9, false),
    ]);
    expect([...standing.keys()]).toEqual(["TK-Z26", "TK-F27"]);
    expect(quoteOf("TK-Z26", standing.get("TK-Z26"))).toEqual(quote({ askLots: "2" }));
    expect(quoteOf("TK-F27", standing.get("TK-F27"))).toMatchObject({ bid: "", ask: "6.300", askLots: "1" });
    expect(isReady(quoteOf("TK-H27", undefined))).toBe(false);
  });

  it("leaves when its instrument is named without a side, eight in a command", () => {
    const symbols = Array.from({ length: 10 }, (_, n) => `TK-${n}`);
    let n = 0;
    const bodies = withdrawals(symbols, 101, () => `q${++n}`) as { quotes: object[]; clientOrderId: string }[];
    expect(bodies.map((b) => [b.clientOrderId, b.quotes.length])).toEqual([
      ["q1", 8],
      ["q2", 2],
    ]);
    expect(bodies[1]!.quotes[0]).toEqual({ symbol: "TK-8" });
    expect(withdrawals([], 101, () => "q")).toEqual([]);
  });

  it("is for months; of a spread the near leg is quoted", () => {
    const month = { symbol: "TK-X26", spread: null } as Instrument;
    const spread = { symbol: "TKC-X26/Z26", spread: { near: "TK-X26", far: "TK-Z26" } } as Instrument;
    expect([mayQuote(month), mayQuote(spread)]).toEqual([true, false]);
    expect([quotedFirst(month), quotedFirst(spread)]).toEqual(["TK-X26", "TK-X26"]);
  });
});

describe("a protection", () => {
  it("has a window of up to an hour and any lots, zero for none", () => {
    expect(protectionFault("1000", "50")).toBeNull();
    expect(protectionFault("3600000", "0")).toBeNull();
    expect(protectionFault("3600001", "5")).toBe("window");
    expect(protectionFault("0", "5")).toBe("window");
    expect(protectionFault("1000", "-1")).toBe("lots");
    expect(protectionFault("1000", "")).toBe("lots");
  });
});
