// Both languages say the same things.
import { describe, expect, it } from "vitest";
import { en } from "../src/i18n/en";
import { phrase } from "../src/i18n/phrases";
import { translate, type Key } from "../src/i18n";
import { zh } from "../src/i18n/zh";

const keys = Object.keys(en) as Key[];
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

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
    expect(translate("en", "env.seed", { seed: 7 })).toBe("seed 7");
    expect(translate("zh", "link.waiting", { seconds: 2 })).toContain("{attempt}");
  });

  it("of the venue are translated when known and marked as English when not", () => {
    expect(phrase("among the lowest: trimmed", "zh")).toEqual({ text: "处于最低段：截尾", lang: "zh-CN" });
    expect(phrase("5 makers; the methodology asks for 6", "zh").text).toBe("5 家厂商；编制方法要求 6 家");
    expect(phrase("something new", "zh")).toEqual({ text: "something new", lang: "en" });
    expect(phrase("among the lowest: trimmed", "en").text).toBe("among the lowest: trimmed");
  });
});
