// The hedge page: words in both languages, figures, and files that are no plan.
import { describe, expect, it } from "vitest";
import { money, share, short, ticks, volume } from "../src/hedge/figures";
import { bandOf, readPlan } from "../src/hedge/plan";
import { hedgeEn, hedgeTranslator, hedgeZh, named, type HedgeKey } from "../src/i18n/hedge";

const keys = Object.keys(hedgeEn) as HedgeKey[];
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

describe("the words of the hedge page", () => {
  it("say the same in both languages, with the same values", () => {
    expect(Object.keys(hedgeZh).sort()).toEqual([...keys].sort());
    for (const key of keys) {
      expect(hedgeZh[key], key).toMatch(/[\u4e00-\u9fff]/);
      expect(holes(hedgeZh[key]), key).toEqual(holes(hedgeEn[key]));
    }
  });

  it("put values where they belong", () => {
    expect(hedgeTranslator("en")("asOf", { day: "2026-05-29" })).toBe("as of 2026-05-29");
    expect(named("strategy", "strip", "zh")).toBe("逐月套保");
    expect(named("strategy", "something", "zh")).toBe("something");
    expect(named("scenario", "prices-down-25", "en")).toBe("all prices −25 %");
  });
});

describe("figures", () => {
  it("are rounded for reading and a dash where there is none", () => {
    expect(money(10406735.45)).toBe("10,406,735");
    expect(money(null)).toBe("–");
    expect(share(0.1234)).toBe("12.3 %");
    expect(volume(120000.05)).toBe("120,000.1");
  });

  it("of an axis are short in either language", () => {
    expect(short(13_500_000, "en")).toBe("13.5 m");
    expect(short(13_500_000, "zh")).toBe("1350万");
    expect(short(-250, "en")).toBe("-250");
    expect(ticks(0, 100)).toEqual([0, 25, 50, 75, 100]);
    expect(ticks(5, 5)).toEqual([5]);
  });
});

describe("a plan file", () => {
  it("that is none is answered with what is missing", () => {
    expect(readPlan("not json")).toEqual({ missing: "JSON" });
    expect(readPlan("[]")).toEqual({ missing: "programme" });
    expect(readPlan('{"programme":{}}')).toEqual({ missing: "made" });
  });

  it("has a band for a month, or none", () => {
    const bands = [{ fromMonth: 1, toMonth: 3, least: 0.5, most: 1 }];
    expect(bandOf(bands, 3)).toBe(bands[0]);
    expect(bandOf(bands, 4)).toBeNull();
  });
});
