// A bid of the spot market: what it would set aside, what is sent, and what an auction came to.
import { describe, expect, it } from "vitest";
import type { SpotHour, SpotProduct } from "../src/api/spot";
import { nearestOf } from "../src/panels/spot/BidForm";
import { perLotHour } from "../src/panels/spot/TradeTable";
import { read, write, type Preferences } from "../src/state/view";
import {
  bidRequest,
  blankBid,
  changedBid,
  countdown,
  drawnPercent,
  factsOf,
  hoursOf,
  missingBid,
  newReference,
  setAside,
  windowText,
  type BidTicket,
} from "../src/ticket/bid";

const product: SpotProduct = {
  product: "GP-H100-US",
  version: 1,
  nameEn: "H100 node",
  nameZh: "H100 节点",
  kind: "compute",
  currency: "USD",
  unit: "GPU-second",
  unitsPerLot: 28_800,
  tick: "0.01",
  floor: "0.08",
  cap: "160",
  maxLots: 10_000,
  collateral: "4.00",
  penalty: "0.25",
  unused: "refunded",
  gate: "2026-03-02T16:00:00Z",
  firstHour: "2026-03-03T05:00:00Z",
  hours: 168,
  contract: "GH",
  lotHours: 125,
  standardHours: [1, 24],
};

const bid = (part: Partial<BidTicket>): BidTicket => ({
  ...blankBid,
  firstHour: "2026-03-03T05:00:00Z",
  limit: "21.35",
  ...part,
});

const hour = (price: string, lots: number, unserved = 0, unservedInBlocks = 0): SpotHour => ({
  hour: "2026-03-03T05:00:00Z",
  price,
  lots,
  offered: lots,
  asked: lots + unserved,
  unserved,
  unservedInBlocks,
  unsold: 0,
  sellers: 2,
  availability: null,
});

describe("a bid", () => {
  it("of a buyer sets aside lots by hours by limit, exactly", () => {
    expect(setAside(bid({ lots: "3" }), product)).toBe("64.05");
    expect(setAside(bid({ lots: "7", hours: "24", allOrNone: true }), product)).toBe("3586.80");
    expect(setAside(bid({ lots: "999999999", limit: "159.99" }), product)).toBe("159989999840.01");
  });

  it("of a seller sets aside the product's deposit, whatever its limit", () => {
    expect(setAside(bid({ side: "sell", lots: "3", limit: "0.08" }), product)).toBe("12.00");
  });

  it("sets nothing aside while something is missing", () => {
    expect(setAside(bid({ limit: "" }), product)).toBeNull();
    expect(missingBid(bid({ limit: "21,35" }))).toBe("limit");
    expect(missingBid(bid({ limit: "-1" }))).toBe("limit");
    expect(missingBid(bid({ lots: "0" }))).toBe("lots");
    expect(missingBid(bid({ hours: "1.5" }))).toBe("hours");
    expect(missingBid(bid({ firstHour: "" }))).toBe("firstHour");
    expect(missingBid(bid({}))).toBeNull();
  });

  it("that is divisible is of one hour", () => {
    const block = changedBid(changedBid(bid({}), { allOrNone: true }), { hours: "24" });
    expect(block).toMatchObject({ allOrNone: true, hours: "24" });
    expect(changedBid(block, { allOrNone: false }).hours).toBe("1");
  });

  it("is sent with numbers for counts and text for the price", () => {
    expect(bidRequest(bid({ lots: "2", hours: "4", allOrNone: true }), 5, "GP-H100-US", 77)).toEqual({
      account: 5,
      product: "GP-H100-US",
      side: "buy",
      reference: 77,
      firstHour: "2026-03-03T05:00:00Z",
      hours: 4,
      lots: 2,
      limit: "21.35",
      allOrNone: true,
    });
  });

  it("has a reference above those that wait", () => {
    expect(newReference(1000.7, [])).toBe(1000);
    expect(newReference(1000, [5, 1000, 1200])).toBe(1201);
  });

  it("that is refused offers the nearest value of the field that was blamed, and no money as a price", () => {
    expect(nearestOf("limit", "160.00", "PRICE_ABOVE_LIMIT")).toEqual({ field: "limit", value: "160.00" });
    expect(nearestOf("limit", "21.35, 21.36", "OFF_TICK")).toEqual({ field: "limit", value: "21.35" });
    expect(nearestOf("limit", "10000.00", "INSUFFICIENT_FUNDS")).toBeNull();
    expect(nearestOf("firstHour", "2026-03-09T05:00:00Z", "HOURS_OUTSIDE")?.field).toBe("firstHour");
    expect(nearestOf("firstHour", "tomorrow", "HOURS_OUTSIDE")).toBeNull();
    expect(nearestOf("account", "5", "UNKNOWN_ACCOUNT")).toBeNull();
    expect(nearestOf(null, null, "VENUE_BUSY")).toBeNull();
  });
});

describe("hours", () => {
  it("of the next auction begin where the venue says and are as many", () => {
    const hours = hoursOf(product);
    expect(hours).toHaveLength(168);
    expect([hours[0], hours.at(-1)]).toEqual(["2026-03-03T05:00:00Z", "2026-03-10T04:00:00Z"]);
  });

  it("are windows with their end; the day stands there when it is another", () => {
    expect(windowText("2026-03-03T05:00:00Z", 1)).toBe("03-03 05:00");
    expect(windowText("2026-03-03T05:00:00Z", 4)).toBe("03-03 05:00–09:00");
    expect(windowText("2026-03-03T22:00:00Z", 4)).toBe("03-03 22:00–03-04 02:00");
  });

  it("count down to the gate and stop there", () => {
    expect(countdown(3_661)).toBe("01:01:01");
    expect(countdown(90_061.9)).toBe("1 d 01:01:01");
    expect(countdown(-5)).toBe("00:00:00");
  });
});

describe("an auction", () => {
  it("has a mean by lots; idle hours have no price", () => {
    // (10.00 x 1 + 20.00 x 3) / 4 = 17.50; the hour at the floor was not asked for.
    expect(factsOf([hour("10.00", 1), hour("20.00", 3), hour("0.08", 0)])).toEqual({
      lots: 4,
      rationed: 0,
      low: "10.00",
      high: "20.00",
      mean: "17.50",
    });
  });

  it("counts rationed hours, also those in which nothing was there to sell", () => {
    expect(factsOf([hour("160.00", 2, 5), hour("160.00", 0, 9), hour("20.00", 1)])).toMatchObject({
      rationed: 2,
      high: "160.00",
    });
    // A block that bid the cap and stayed out is demand that nobody served.
    expect(factsOf([hour("160.00", 2, 0, 5), hour("160.00", 0, 0, 9)])).toMatchObject({ rationed: 2, low: "160.00" });
    expect(factsOf([])).toEqual({ lots: 0, rationed: 0, low: null, high: null, mean: null });
  });

  it("has trades whose price is of one lot in one hour", () => {
    expect(perLotHour({ paid: "3586.80", lots: 7, hours: 24 })).toBe("21.35");
    expect(perLotHour({ paid: "1.00", lots: 0, hours: 1 })).toBeNull();
  });

  it("leads to certificates that are drawn in whole per cent, 100 only at the end", () => {
    expect([0, 1, 999, 1000].map((drawn) => drawnPercent({ drawn, units: 1000 }))).toEqual([0, 0, 99, 100]);
  });
});

describe("the page's address", () => {
  const english: Preferences = { stored: {}, language: "en-GB", light: false };

  it("names the page and the product", () => {
    const view = read("?page=spot&sp=GP-H100-US&account=3", english);
    expect(view).toMatchObject({ page: "spot", sp: "GP-H100-US", account: 3 });
    expect(read(write(view), english)).toEqual(view);
    expect(read("?page=spot&sp=%3Cb%3E", english).sp).toBeNull();
  });
});
