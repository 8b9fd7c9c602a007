// Numbers are shown exactly: no binary fraction between the wire and the eye.
import { describe, expect, it } from "vitest";
import { compare, divideHalfEven, inHundred, minus, percent, sign } from "../src/format/decimal";
import { arrow, dayChange, fixed, grouped, lots, signed, weight, withPlaces } from "../src/format/numbers";
import { chooseZone, fine, houseCalendar, local, moment, stamp, zoneName } from "../src/format/time";

describe("decimal strings", () => {
  it("subtract without a rounding error", () => {
    expect(minus("0.3", "0.1")).toBe("0.2");
    expect(minus("9.27", "9.32")).toBe("-0.05");
    expect(minus("90071992547409930.02", "90071992547409930.01")).toBe("0.01");
    expect(minus("1.5", null)).toBeNull();
  });

  it("compare by value, not by letters", () => {
    expect(compare("10.0", "9.998")).toBe(1);
    expect(compare("2.50", "2.5")).toBe(0);
    expect(compare("-1", "1")).toBe(-1);
  });

  it("give a change in per cent with two places, halves to even", () => {
    expect(percent("9.27", "9.32")).toBe("-0.54");
    expect(percent("100.005", "100")).toBe("0.00");
    expect(percent("100.015", "100")).toBe("0.02");
    expect(percent("1", "0")).toBeNull();
    expect(percent(null, "1")).toBeNull();
  });

  it("round halves to even on both sides of zero", () => {
    expect([5n, 15n, -5n, -15n, 16n].map((n) => divideHalfEven(n, 10n))).toEqual([0n, 2n, 0n, -2n, 2n]);
  });
});

describe("a share in a hundred", () => {
  it("moves the point by two places and nothing else", () => {
    expect(["0.12", "0.125", "1", "0.00005", "-0.1", "x"].map(inHundred)).toEqual([
      "12",
      "12.5",
      "100",
      "0.005",
      "-10",
      "x",
    ]);
  });
});

describe("numbers on the page", () => {
  it("keep their decimals and stand apart by thousands", () => {
    expect(grouped("1234567.10")).toBe("1,234,567.10");
    expect(grouped("-1234.5")).toBe("-1,234.5");
    expect(grouped("999")).toBe("999");
  });

  it("show zero as 0 and absence as a dash", () => {
    expect(lots(0)).toBe("0");
    expect(lots(null)).toBe("–");
    expect(grouped(null)).toBe("–");
    expect(signed("0.00")).toBe("0.00");
  });

  it("carry a sign and an arrow, never colour alone", () => {
    expect(signed("0.050")).toBe("+0.050");
    expect(signed("-0.050")).toBe("-0.050");
    expect([arrow("0.1"), arrow("-0.1"), arrow("0.0"), arrow(null)]).toEqual(["▲", "▼", "", ""]);
    expect(sign("-0.000")).toBe(0);
  });

  it("give a change only when there was a trade on the day", () => {
    expect(dayChange({ last: "9.27", previousSettlement: "9.32", volume: 3 })).toEqual({
      change: "-0.05",
      percent: "-0.54",
    });
    expect(dayChange({ last: "9.27", previousSettlement: "9.32", volume: 0 })).toEqual({ change: null, percent: null });
    const spread = { last: "-0.020", previousSettlement: "-0.016", volume: 3, spread: {} };
    expect(dayChange(spread)).toEqual({ change: "-0.004", percent: null });
  });

  it("say when a value was cut", () => {
    expect(withPlaces("2.123456", 4)).toBe("≈2.1235");
    expect(withPlaces("2.12", 4)).toBe("2.1200");
    expect(withPlaces("1", 4)).toBe("1.0000");
    expect(withPlaces("1200.5", 0)).toBe("≈1,200");
  });

  it("show weights in per cent", () => {
    expect(weight(166667)).toBe("16.67%");
    expect(weight(1000000)).toBe("100.00%");
    expect(weight(0)).toBe("0.00%");
  });
});

describe("fixed decimals", () => {
  it("round halves to even and fill up with zeros", () => {
    expect(["40", "49.5349", "-37.916", "0.125", "1234.5"].map((x) => fixed(x, 2))).toEqual([
      "40.00",
      "49.53",
      "-37.92",
      "0.12",
      "1,234.50",
    ]);
    expect([fixed(null, 2), fixed("nothing", 2)]).toEqual(["–", "nothing"]);
  });
});

describe("times", () => {
  it("are local to the calendar, with the offset of that day", () => {
    expect(local("2026-08-31T01:30:05Z", "CN")).toEqual({ day: "2026-08-31", clock: "09:30:05", offset: "UTC+8" });
    expect(local("2026-08-31T01:30:05Z", "US")).toEqual({ day: "2026-08-30", clock: "20:30:05", offset: "UTC-5" });
    expect(local("2026-12-31T01:30:05Z", "US")?.offset).toBe("UTC-6");
    expect(local("nonsense", "CN")).toBeNull();
  });

  it("have milliseconds on the tape and a named zone", () => {
    expect(stamp("2026-08-31T01:30:05.0421Z", "CN")).toBe("09:30:05.042");
    expect(stamp("2026-08-31T01:30:05Z", "CN")).toBe("09:30:05.000");
    expect(zoneName("2026-08-31T01:30:05Z", "CN", "zh")).toBe("上海 UTC+8");
    expect(zoneName("2026-08-31T01:30:05Z", "XX", "en")).toBe("UTC");
  });

  it("of no calendar or of several stand in the zone of the venue's clock", () => {
    expect(moment("2026-08-31T08:30:00Z")).toBe("2026-08-31 08:30:00");
    houseCalendar("CN");
    expect(moment("2026-08-31T08:30:00Z")).toBe("2026-08-31 16:30:00");
    expect(moment("2026-08-31T08:30:00Z", "US")).toBe("2026-08-31 03:30:00");
    expect(fine("2026-08-31T20:30:05.04Z")).toBe("2026-09-01 04:30:05.040");
    expect(zoneName("2026-08-31T08:30:00Z", undefined, "zh")).toBe("上海 UTC+8");
    chooseZone("utc");
    expect(moment("2026-08-31T08:30:00Z")).toBe("2026-08-31 08:30:00");
    chooseZone("venue");
    houseCalendar(undefined);
    expect(moment(null)).toBe("–");
  });
});
