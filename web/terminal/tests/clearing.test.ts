// The clearing page's files, heat and questions.
import { describe, expect, it } from "vitest";
import { cell, csv, fileName } from "../src/pages/clearing/csv";
import { heat, most } from "../src/pages/clearing/heat";
import { meaning } from "../src/pages/clearing/meanings";
import { refusal, refusals } from "../src/pages/clearing/refusals";
import { movePpm } from "../src/pages/clearing/WaterfallTab";
import { question } from "../src/pages/clearing/WhatIfTab";

describe("a file of the clearing page", () => {
  it("has the heads and the values of the screen, digit by digit", () => {
    const columns = [
      { head: "Member", of: (r: { name: string; margin: string | null }) => r.name },
      { head: "Margin, CNY", of: (r: { name: string; margin: string | null }) => r.margin },
    ];
    const rows = [
      { name: 'North "1"', margin: "1234567.80" },
      { name: "南方", margin: null },
    ];
    expect(csv(columns, rows)).toBe('\uFEFFMember,"Margin, CNY"\r\n"North ""1""",1234567.80\r\n南方,\r\n');
  });

  it("holds no formula that a spreadsheet would run, and leaves numbers below zero alone", () => {
    expect(cell("=1+1")).toBe("'=1+1");
    expect(cell("@sum")).toBe("'@sum");
    expect(cell("-2+3")).toBe("'-2+3");
    expect(cell("-12.50")).toBe("-12.50");
    expect(cell(0)).toBe("0");
    expect(cell(null)).toBe("");
  });

  it("is named after its run", () => {
    expect(fileName("stress-CNY", "2026-03-17-ITD-812")).toBe("stress-CNY-2026-03-17-ITD-812.csv");
    expect(fileName("a b/c", "r")).toBe("a-b-c-r.csv");
  });
});

describe("heat", () => {
  it("has no step for a gain, the first for any loss, the fifth for the largest", () => {
    expect(heat("-5.00", "100.00")).toBe(0);
    expect(heat("0.00", "100.00")).toBe(0);
    expect(heat("0.01", "100.00")).toBe(1);
    expect(heat("60", "100.00")).toBe(3);
    expect(heat("100.00", "100.00")).toBe(5);
    expect(heat("1", "0")).toBe(0);
  });

  it("is measured by the largest, compared exactly", () => {
    expect(most(["1.10", "9007199254740993.01", "9007199254740993.02"])).toBe("9007199254740993.02");
    expect(most([])).toBe("0");
  });
});

describe("questions", () => {
  it("take a move in per cent with four decimals and nothing else", () => {
    expect(movePpm("-35.5")).toBe(-355_000);
    expect(movePpm("+0.0001")).toBe(1);
    expect(movePpm("1.00001")).toBeNull();
    expect(movePpm("a")).toBeNull();
    expect(movePpm("")).toBeNull();
  });

  it("leave out an account that is not given", () => {
    expect(question("c", " ", false)).toEqual({ csv: "c" });
    expect(question("c", "11", true)).toEqual({ csv: "c", account: 11, add: true });
  });

  it("are refused in the reader's language", () => {
    expect(refusal("No such month is listed.", "zh")).toEqual({ text: "没有该上市合约。", lang: "zh-CN" });
    expect(refusal("No such month is listed.", "en").text).toBe("No such month is listed.");
    for (const text of Object.values(refusals)) expect(text).toMatch(/[\u4e00-\u9fff]/);
  });

  it("tell what a scenario means in the reader's language", () => {
    expect(meaning("price +2/3 of the range, volatility down", "zh")).toBe("价格变动 +2/3 区间，波动率下降");
    expect(meaning("extreme move up, part covered", "zh")).toBe("极端上涨，按比例计入");
    expect(meaning("published scenario", "zh")).toBe("公布情景");
    expect(meaning("something new", "zh")).toBe("something new");
    expect(meaning("published scenario", "en")).toBe("published scenario");
  });
});
