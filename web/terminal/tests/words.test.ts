// Both languages say the same things.
import { describe, expect, it } from "vitest";
import { en } from "../src/i18n/en";
import { phrase, reasonOf } from "../src/i18n/phrases";
import { translate, type Key } from "../src/i18n";
import { zh } from "../src/i18n/zh";
import type { WordLists } from "../src/i18n/words";
import { pages } from "../src/pages";

const keys = Object.keys(en) as Key[];
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

// Each page keeps its own beside it.
const own = import.meta.glob<{ words: WordLists<string> }>("../src/**/words.ts", { eager: true });
const lists: [string, WordLists<string>][] = Object.entries(own)
  .filter(([, m]) => m.words !== undefined)
  .map(([path, m]) => [path, m.words]);

describe("words of a page", () => {
  it.each(lists)("%s: both languages say the same, with the same values", (_, words) => {
    expect(Object.keys(words.zh).sort()).toEqual(Object.keys(words.en).sort());
    for (const key of Object.keys(words.en)) {
      expect(words.en[key]!.trim(), key).not.toBe("");
      expect(words.zh[key]!, key).toMatch(/[\u4e00-\u9fff]/);
      expect(holes(words.zh[key]!), key).toEqual(holes(words.en[key]!));
    }
  });

  it("has a Chinese name for all evidence of a settlement price", () => {
    const steps = [
      "volume weighted",
      "limit locked",
      "middle of quotes",
      "move of nearest month",
      "move of nearest average",
      "change of nearest month",
      "last hour",
      "closing window",
      "last trade",
      "change of preceding month",
      "spread implied",
      "previous",
      "manual",
    ];
    expect(steps.filter((step) => phrase(step, "zh").lang !== "zh-CN")).toEqual([]);
  });

  it("stand in both languages over each page, and each page has a name of its own", () => {
    expect(new Set(pages.map((p) => p.name)).size).toBe(pages.length);
    for (const page of pages) expect(page.title.zh, page.name).toMatch(/[\u4e00-\u9fff]/);
  });
});

describe("words", () => {
  it("have the same keys in both languages", () => {
    expect(Object.keys(zh).sort()).toEqual([...keys].sort());
  });

  it("are nowhere empty", () => {
    for (const key of keys) {
      expect(en[key].trim(), key).not.toBe("");
      expect(zh[key].trim(), key).not.toBe("");
    }
  });

  it("take the same values in both languages", () => {
    for (const key of keys) expect(holes(zh[key]), key).toEqual(holes(en[key]));
  });

  it("are Chinese in the Chinese list, but for the name", () => {
    for (const key of keys) if (key !== "app.mark") expect(zh[key], key).toMatch(/[\u4e00-\u9fff]/);
  });

  it("put values where they belong and leave unknown holes alone", () => {
    expect(translate("en", "state.stale", { seconds: 7 })).toBe("7 s old");
    expect(translate("zh", "amend.told", { order: 1 })).toContain("{status}");
  });

  it("of a reason are told apart from the offers that it names", () => {
    expect(reasonOf("among the highest: trimmed: a@x (us), b@y (eu)", "en")).toEqual({
      why: { text: "among the highest: trimmed", lang: "en" },
      offers: ["a@x (us)", "b@y (eu)"],
    });
    expect(reasonOf("on probation: first seen less than 30 days ago: ernie-5.0", "zh")).toEqual({
      why: { text: "考察期：首次出现不足 30 天", lang: "zh-CN" },
      offers: ["ernie-5.0"],
    });
    expect(reasonOf("among the lowest: trimmed", "zh").offers).toEqual([]);
    expect(reasonOf("no output price: a@x (us)", "zh").why.text).toBe("缺少 output 价格");
  });

  it("of the venue are translated when known and marked as English when not", () => {
    expect(phrase("among the lowest: trimmed", "zh")).toEqual({ text: "处于最低段：截尾", lang: "zh-CN" });
    expect(phrase("5 makers; the methodology asks for 6", "zh").text).toBe("5 家厂商；编制方法要求 6 家");
    expect(phrase("something new", "zh")).toEqual({ text: "something new", lang: "en" });
    expect(phrase("among the lowest: trimmed", "en").text).toBe("among the lowest: trimmed");
  });
});
