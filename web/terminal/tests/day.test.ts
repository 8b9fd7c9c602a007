// The day's end in words: formulas, reasons why a step gave nothing, kinds of exclusions, files.
import { describe, expect, it } from "vitest";
import type { SettlementMonth } from "../src/api/day";
import { say } from "../src/i18n/words";
import { daysBetween, kindOf } from "../src/pages/indices/kinds";
import { rankingsFile } from "../src/pages/day/files";
import { formulaOf, tierName, whyNot } from "../src/pages/day/tier";
import { words } from "../src/pages/day/words";

const en = say(words, "en");

const month: SettlementMonth = {
  symbol: "TK-Z26",
  previous: "6.400",
  price: "6.402",
  change: "0.002",
  proposed: "6.402",
  tier: 1,
  tierName: "volume weighted",
  step: 1,
  stepName: "volume weighted",
  sum: "1280.440",
  weight: "200",
  exact: "6.402200000",
  fromSeconds: 0,
  toSeconds: 0,
  from: null,
  spread: null,
  inputs: null,
  tried: [],
  overrides: [],
};

describe("the trace of a settlement price", () => {
  it("tells the fraction of an average", () => {
    expect(formulaOf(month, en)).toBe("sum of price × lots ÷ lots = 1,280.440 ÷ 200 = 6.402200000 → 6.402");
  });
  it("tells the month that a thin one follows", () => {
    const thin = { ...month, stepName: "change of nearest month", from: "TK-X26" };
    expect(formulaOf(thin, en)).toContain("the change of TK-X26");
  });
  it("has a reason for every step, and a name in Chinese", () => {
    for (const step of ["volume weighted", "limit locked", "middle of quotes", "spread implied", "manual"])
      expect(tierName(step, "zh")).toMatch(/[\u4e00-\u9fff]/);
    expect(whyNot("middle of quotes", en)).toBe("no price: a bid or an ask was missing");
    expect(whyNot("a step to come", en)).toBe("no price");
  });
});

describe("what was left out of a print", () => {
  it.each([
    ["not seen for more than 10 days", "stale"],
    ["too far from the median of its item", "outlier"],
    ["among the highest: trimmed", "outlier"],
    ["on probation: first seen less than 7 days ago", "probation"],
    ["no score in any exam", "grade"],
    ["no exchange rate from USD to CNY", "missing"],
    ["something new", "other"],
  ])("%s is %s", (reason, kind) => {
    expect(kindOf(reason)).toBe(kind);
  });
  it("counts days between dates and knows what is none", () => {
    expect(daysBetween("2026-02-27", "2026-03-02")).toBe(3);
    expect(daysBetween("soon", "2026-03-02")).toBeNull();
  });
});

describe("files", () => {
  it("has a line for each place of each ranking", () => {
    const list = { total: 3, rows: [{ rank: 1, kind: "member" as const, owner: 8, name: "North", lots: 3, change: -2 }] };
    const empty = { total: 0, rows: [] };
    const file = rankingsFile(
      { day: "2026-03-02", asOf: 1, time: "", places: 20, tables: [{ of: "TK", contract: "TK", volume: list, longs: list, shorts: empty }] },
      en,
    );
    expect(file.trimEnd().split("\r\n")).toHaveLength(3);
    expect(file).toContain("2026-03-02,TK,By volume,1,North,3,-2");
  });
});
