// The hedge programme's own logic: axes, files for a spreadsheet, and the desk's words in either language.
import { describe, expect, it } from "vitest";
import type { DeskTable } from "../src/api/desk";
import { short, ticks } from "../src/pages/hedge/axis";
import { text, toCsv } from "../src/pages/hedge/show";

describe("an axis", () => {
  it("has steps of 1, 2 or 5 times a power of ten", () => {
    expect(ticks(0, 61.89e6)).toEqual([0, 20e6, 40e6, 60e6]);
    expect(ticks(-0.07, 0.12)).toEqual([-0.05, 0, 0.05, 0.1]);
    expect(ticks(5, 5)).toEqual([5]);
  });

  it("is short in either language", () => {
    expect(short(13_500_000, "en")).toBe("13.5 m");
    expect(short(13_500_000, "zh")).toBe("1,350万");
    expect(short(-250, "en")).toBe("-250");
    expect(short(0.0123, "en")).toBe("0.0123");
  });
});

describe("a table of the desk", () => {
  const table: DeskTable = {
    id: "t",
    title: { en: "T", zh: "表" },
    columns: [
      { name: { en: "What, exactly", zh: "项目" }, figures: false },
      { name: { en: "Cost", zh: "成本" }, figures: true },
    ],
    rows: [
      [{ kind: "Words", text: "price", zh: "价格" }, { kind: "Figure", text: "-1,235", raw: "-1234.5" }],
      [{ kind: "Code", text: "=cmd" }, { kind: "Figure", text: "0", raw: "0" }],
    ],
    total: [{ kind: "Words", text: "Together", zh: "合计" }, { kind: "Code", text: "–" }],
  };

  it("leaves as it is shown, and unrounded, with nothing that a spreadsheet would run", () => {
    expect(toCsv(table, "en").split("\r\n")).toEqual([
      '\uFEFF"What, exactly",Cost,Cost =',
      'price,"-1,235",-1234.5',
      "'=cmd,0,0",
      "Together,–,",
      "",
    ]);
    expect(toCsv(table, "zh")).toContain('价格,"-1,235",-1234.5');
  });

  it("keeps a quotation as it was recorded", () => {
    expect(text({ kind: "Code", text: "strip" }, "zh")).toBe("strip");
    expect(text({ kind: "Words", text: "yes", zh: "是" }, "zh")).toBe("是");
  });
});
