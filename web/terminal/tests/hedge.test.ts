// The hedge programme's own logic: axes, files for a spreadsheet, and the desk's words in either language.
import { describe, expect, it } from "vitest";
import type { DeskTable } from "../src/api/desk";
import { short, ticks } from "../src/pages/hedge/axis";
import { remark, remarkLang } from "../src/pages/hedge/remarks";
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

describe("what the desk recorded in English", () => {
  it("is told to a Chinese reader where it is known, sentence by sentence", () => {
    expect(remark("8 monthly changes, 12 are needed", "zh")).toBe("月变动 8 个，至少需要 12 个");
    expect(remark("price: 3,134.00 USD at 7.1741 / 2.6208, mean of 31 prints", "zh")).toBe(
      "按价格：3,134.00 USD，汇率 7.1741，除以指数均值 2.6208（31 次发布）",
    );
    const why =
      "81 % of the floating volume is priced on the index by contract, one for one. The other 19 % is not hedged: " +
      "The own price moved 8 times in 9 observations; 9 moves are needed. No hedge is proposed on history.";
    expect(remark(why, "zh")).toBe(
      "浮动用量的 81% 按合同以指数定价，一比一。其余 19% 不套保：自身价格在 9 次观测中变动 8 次，至少需要 9 次。不以历史数据建议套保。",
    );
    expect(remark(why, "en")).toBe(why);
  });

  it("stands as it was recorded where it is not known, and says so", () => {
    expect(remark("Something new. And more.", "zh")).toBe("Something new. And more.");
    expect(remarkLang("Something new.", "zh")).toBe("en");
    expect(remarkLang(remark("yes", "zh"), "zh")).toBeUndefined();
  });
});
