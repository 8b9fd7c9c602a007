// An order ticket sends what goes together, and nothing else.
import { describe, expect, it } from "vitest";
import { en } from "../src/i18n/en";
import { isAuction, phaseKey, surplusKey } from "../src/panels/PhaseStrip";
import { fieldKey } from "../src/panels/Answer";
import {
  blank,
  changed,
  lives,
  livesOf,
  missing,
  newId,
  request,
  takesOrders,
  types,
  typesOf,
  type Ticket,
} from "../src/ticket/order";
import { stepped, stepsOf } from "../src/ticket/step";
import type { Phase } from "../src/api/types";

const ticket = (part: Partial<Ticket>): Ticket => ({ ...blank, ...part });

describe("a ticket", () => {
  it("sends only the fields of its type and life", () => {
    expect(request(ticket({ price: "6.402", lots: "5" }), 1, "TK-Z26", "buy", "a")).toEqual({
      account: 1,
      symbol: "TK-Z26",
      side: "buy",
      type: "limit",
      timeInForce: "day",
      lots: 5,
      clientOrderId: "a",
      price: "6.402",
    });
    const stop = ticket({ type: "stop", life: "gtc", price: "1", stopPrice: "6.5", closeOnly: true, hedge: true });
    expect(request(stop, 1, "TK-Z26", "sell", "b")).toMatchObject({ stopPrice: "6.5", closeOnly: true, hedge: true });
    expect(request(stop, 1, "TK-Z26", "sell", "b")).not.toHaveProperty("price");
    const iceberg = ticket({ life: "gtd", price: "6", display: "2", expires: "2026-03-04", postOnly: true });
    expect(request(iceberg, 1, "TK-Z26", "buy", "c")).toMatchObject({
      display: 2,
      expires: "2026-03-04",
      postOnly: true,
    });
  });

  it("drops what no longer goes with the rest", () => {
    const resting = ticket({ life: "gtc", display: "2", postOnly: true });
    expect(changed(resting, { life: "fak" })).toMatchObject({ life: "fak", display: "", postOnly: false });
    expect(changed(resting, { type: "market" })).toMatchObject({ life: "day", display: "", postOnly: false });
    expect(changed(ticket({ life: "fak", minimum: "3" }), { life: "fok" }).minimum).toBe("");
  });

  it("says which field is missing", () => {
    expect(missing(ticket({}))).toBe("price");
    expect(missing(ticket({ price: "6.4" }))).toBeNull();
    expect(missing(ticket({ price: "-0.4" }))).toBeNull();
    expect(missing(ticket({ price: "6,4" }))).toBe("price");
    expect(missing(ticket({ type: "market" }))).toBeNull();
    expect(missing(ticket({ type: "stop" }))).toBe("stopPrice");
    expect(missing(ticket({ price: "6", lots: "0" }))).toBe("lots");
    expect(missing(ticket({ price: "6", life: "gtd" }))).toBe("expires");
    expect(missing(ticket({ price: "6", display: "x" }))).toBe("display");
  });

  it("offers each type some lives, and limit orders all", () => {
    expect(livesOf("limit")).toEqual(lives);
    for (const type of types) expect(livesOf(type)).toContain("day");
    expect(livesOf("stop")).not.toContain("fok");
  });

  it("of a spread is a limit order that is day, fill and kill or fill or kill", () => {
    expect(typesOf(true)).toEqual(["limit"]);
    expect(livesOf("limit", true)).toEqual(["day", "fak", "fok"]);
    expect(typesOf(false)).toEqual(types);
    expect(request(ticket({ price: "-0.012" }), 1, "TKC-X26/Z26", "sell", "d")).toMatchObject({
      symbol: "TKC-X26/Z26",
      type: "limit",
      price: "-0.012",
    });
  });

  it("has prices that go by ticks, through zero", () => {
    expect(stepped("6.402", "0.002", 1)).toBe("6.404");
    expect(stepped("0.002", "0.002", -2)).toBe("-0.002");
    expect(stepped("-0.01", "0.002", 10)).toBe("0.010");
    expect(stepped("", "0.002", 1)).toBeNull();
    expect(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "a"].map((key) => stepsOf({ key, shiftKey: false }))).toEqual(
      [1, -1, 10, -10, 0],
    );
    expect(stepsOf({ key: "PageDown", shiftKey: true })).toBe(-100);
  });

  it("that is refused names its field in words", () => {
    expect(fieldKey("price")).toBe("field.price");
    expect(fieldKey("quotes[2].bidLots")).toBe("field.bidLots");
    expect(fieldKey("somethingNew")).toBeNull();
  });

  it("has ids that the venue takes", () => {
    for (const chance of [0, 0.5, 0.999999])
      expect(newId(1_777_000_000_000, chance)).toMatch(/^[A-Za-z0-9._:-]{1,36}$/);
  });
});

describe("a phase", () => {
  const phases: Phase[] = [
    "closed",
    "auction",
    "continuous",
    "pause",
    "closing auction",
    "volatility auction",
    "resumption auction",
    "halted",
    "cancel-only",
  ];

  it("takes orders, or does not", () => {
    expect(phases.filter((p) => !takesOrders(p))).toEqual(["closed", "pause", "halted", "cancel-only"]);
  });

  it("has a word, whichever it is", () => {
    for (const phase of phases) expect(en[phaseKey(phase)], phase).toBeTruthy();
    expect(phases.filter(isAuction)).toHaveLength(4);
  });

  it("says on which side the surplus is", () => {
    expect([surplusKey(3), surplusKey(-3), surplusKey(0), surplusKey(null)]).toEqual([
      "auction.moreBought",
      "auction.moreSold",
      "auction.even",
      "auction.even",
    ]);
  });
});
