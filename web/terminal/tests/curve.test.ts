// What the page of curves draws and says: days on the axis, days in the address, reasons in both languages.
import { describe, expect, it } from "vitest";
import type { CurveAnalytics } from "../src/api/curve";
import type { CurveHistory } from "../src/api/curve-papers";
import { because } from "../src/pages/curve/faults";
import { comparedPattern, readCompared, writeCompared } from "../src/pages/curve/overlays";
import { outermost, termStructure } from "../src/pages/curve/series";
import { words } from "../src/pages/curve/words";
import { say } from "../src/i18n/words";

const month = (symbol: string, lastTradingDay: string, settlement: string) => ({
  ...{ symbol, lastTradingDay, settlement, month: lastTradingDay.slice(0, 7), days: 10, change: null, fit: "1.5" },
  ...{ bid: "1.4", ask: "1.6", residualTicks: "+3.0", openInterest: 1, volume: 1, rollPercent: null },
  knownPercent: null,
});

const data = {
  months: [month("TK-J26", "2026-04-30", "1.712"), month("TK-K26", "2026-05-29", "1.722")],
  fit: { why: null },
} as unknown as CurveAnalytics;

const history = {
  band: { why: null, lowPercent: "10", highPercent: "90", points: [{ symbol: "TK-K26", low: "1.1", high: "2.2" }] },
} as unknown as CurveHistory;

describe("term structure", () => {
  const before = {
    day: "2026-03-30",
    label: "before",
    points: [
      { symbol: "TK-H26", lastTradingDay: "2026-03-31", settlement: "1.9" },
      { symbol: "TK-K26", lastTradingDay: "2026-05-29", settlement: "1.8" },
    ],
  };
  const drawn = termStructure(data, history, [before], say(words, "en"));

  it("stands at last trading days, those of months that are gone too", () => {
    expect(drawn.points.map((p) => p.name)).toEqual(["TK-H26", "TK-J26", "TK-K26"]);
    expect(drawn.points[1]!.at).toBe(Date.UTC(2026, 3, 30) / 1000);
  });

  it("says each figure as it was told, and nothing where there is none", () => {
    const of = (key: string) => drawn.series.find((s) => s.key === key)?.texts;
    expect(of("settlement")).toEqual([null, "1.712", "1.722"]);
    expect(of("on2026-03-30")).toEqual(["1.9", null, "1.8"]);
    expect(of("ticks")).toEqual([null, "+3.0", "+3.0"]);
    expect(of("low")).toEqual([null, null, "1.1"]);
    expect(drawn.ranges?.map((r) => r.kind)).toEqual(["bars", "band"]);
  });
});

describe("days to compare with", () => {
  it("are kept by the address and read again, three of them at most", () => {
    expect(writeCompared(readCompared("w_m"))).toBe("w_m");
    expect(writeCompared({ week: false, month: false, days: [] })).toBe("none");
    const days = ["2026-03-01", "2026-03-02"];
    expect(readCompared("m_2026-03-02_2026-03-01")).toEqual({ week: false, month: true, days });
    expect(comparedPattern.test("w_2026-03-02")).toBe(true);
    expect(comparedPattern.test("w_yesterday")).toBe(false);
  });
});

describe("a reason", () => {
  it("is said in Chinese where it is known, and marked as English where it is not", () => {
    const season = "panel: days: needed 30 or more, given 22";
    expect(because(season, "zh")).toEqual({ text: "须有 30 天，现有 22 天", lang: "zh" });
    expect(because(season, "en")).toEqual({ text: season, lang: "en" });
    expect(because("something new", "zh")).toEqual({ text: "something new", lang: "en" });
  });
});

it("the outermost of texts passes over what is not there", () => {
  const rows = [{ z: null }, { z: "-2.5" }, { z: "+1.0" }];
  expect(outermost(rows, (r) => r.z)).toBe(rows[2]);
  expect(outermost(rows, (r) => r.z, -1)).toBe(rows[1]);
  expect(outermost([{ z: null }], (r) => r.z)).toBeNull();
});
