// What an amendment does to an order's place is said before it is sent (rules AMD-001 and AMD-002).
import { describe, expect, it } from "vitest";
import type { Instrument, OpenOrder, Phase } from "../src/api/types";
import { en } from "../src/i18n/en";
import { amendmentOf, amendRequest, effectOf, unreadable } from "../src/ticket/amend";

const order = (part: Partial<OpenOrder> = {}): OpenOrder => ({
  order: 812,
  clientOrderId: "a",
  symbol: "TK-Z26",
  side: "buy",
  type: "limit",
  timeInForce: "day",
  status: "resting",
  price: "6.400",
  stopPrice: null,
  lots: 10,
  filled: 3,
  remaining: 7,
  visible: 7,
  display: null,
  expires: null,
  postOnly: false,
  closeOnly: false,
  hedge: false,
  quote: false,
  ...part,
});

const row = (phase: Phase = "continuous", bid: string | null = "6.400", ask: string | null = "6.404") =>
  ({ phase, bid, ask }) as Instrument;

describe("an amendment", () => {
  it("begins with what the order is and changes nothing", () => {
    expect(amendmentOf(order())).toEqual({ price: "6.400", lots: "10" });
    expect(effectOf(order(), amendmentOf(order()), row())).toBe("nothing");
    expect(effectOf(order(), { price: "6.4", lots: "10" }, row())).toBe("nothing");
  });

  it("keeps the place at the same price with fewer lots, in every phase", () => {
    for (const phase of ["continuous", "pause", "halted", "closed"] as const)
      expect(effectOf(order(), { price: "6.40", lots: "9" }, row(phase))).toBe("keeps");
    expect(effectOf(order({ price: null, status: "sleeping" }), { price: "", lots: "9" }, row())).toBe("keeps");
  });

  it("goes to the back with more lots or another price", () => {
    expect(effectOf(order(), { price: "6.400", lots: "11" }, row())).toBe("back");
    expect(effectOf(order(), { price: "6.398", lots: "10" }, row())).toBe("back");
    expect(effectOf(order(), { price: "6.398", lots: "9" }, row())).toBe("back");
    expect(effectOf(order(), { price: "6.398", lots: "9" })).toBe("back");
  });

  it("says when the price reaches the other side", () => {
    expect(effectOf(order(), { price: "6.404", lots: "10" }, row())).toBe("trades");
    expect(effectOf(order(), { price: "6.402", lots: "10" }, row())).toBe("back");
    expect(effectOf(order({ side: "sell" }), { price: "6.400", lots: "11" }, row())).toBe("trades");
    expect(effectOf(order(), { price: "6.404", lots: "10" }, row("auction"))).toBe("back");
    expect(effectOf(order(), { price: "6.404", lots: "10" }, row("continuous", null, null))).toBe("back");
    expect(effectOf(order({ postOnly: true }), { price: "6.404", lots: "10" }, row())).toBe("postOnly");
    const spread = order({ price: "-0.020" });
    expect(effectOf(spread, { price: "-0.010", lots: "10" }, row("continuous", "-0.020", "-0.012"))).toBe("trades");
    expect(effectOf(spread, { price: "-0.014", lots: "10" }, row("continuous", "-0.020", "-0.012"))).toBe("back");
  });

  it("says what the venue will refuse, and leaves the refusing to it", () => {
    expect(effectOf(order(), { price: "6.400", lots: "3" }, row())).toBe("traded");
    expect(effectOf(order(), { price: "6.390", lots: "10" }, row("pause"))).toBe("notNow");
  });

  it("leaves a sleeping order asleep", () => {
    expect(effectOf(order({ status: "sleeping", price: "6.6" }), { price: "6.7", lots: "10" }, row())).toBe("sleeps");
  });

  it("is not sent while a field cannot be read", () => {
    expect(unreadable(order(), { price: "6,4", lots: "10" })).toBe("price");
    expect(unreadable(order(), { price: "6.4", lots: "" })).toBe("lots");
    expect(unreadable(order(), { price: "-0.4", lots: "1" })).toBeNull();
    expect(unreadable(order({ price: null }), { price: "", lots: "1" })).toBeNull();
  });

  it("sends only what changes", () => {
    expect(amendRequest(order(), { price: "6.40", lots: "9" }, 1)).toEqual({ account: 1, lots: 9 });
    expect(amendRequest(order(), { price: "6.398", lots: "10" }, 1)).toEqual({ account: 1, price: "6.398" });
    expect(amendRequest(order({ price: null }), { price: "", lots: "4" }, 1)).toEqual({ account: 1, lots: 4 });
  });

  it("has words for each effect", () => {
    const effects = ["nothing", "keeps", "back", "trades", "postOnly", "sleeps", "notNow", "traded"] as const;
    for (const effect of effects) expect(en[`amend.${effect}`]).toBeTruthy();
  });
});
