// The clearing page's files, heat and questions.
import { describe, expect, it } from "vitest";
import type { Call } from "../src/api/clearing";
import { cell, csv, fileName } from "../src/format/csv";
import { callStates, countOf, filtered, markOf, minutesTo, spell } from "../src/pages/clearing/callStates";
import { say } from "../src/i18n/words";
import { named } from "../src/i18n/names";
import { codeName, reasonName } from "../src/panels/ledger/names";
import { evidence, unitName } from "../src/panels/margin/evidence";
import { heat, most } from "../src/panels/margin/heat";
import { meaning } from "../src/panels/margin/meanings";
import { refusal, refusals } from "../src/pages/clearing/refusals";
import { caseName, movesText } from "../src/pages/clearing/rows";
import { sorted } from "../src/panels/grid/sort";
import { steps } from "../src/pages/clearing/steps";
import { words } from "../src/pages/clearing/words";
import { en } from "../src/pages/clearing/words.en";
import { listsEn } from "../src/pages/clearing/words.lists.en";
import { traceEn } from "../src/pages/clearing/words.trace.en";
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

describe("a table's order", () => {
  it("is by value for numbers, exactly, with what is absent last either way", () => {
    const rows = ["9007199254740993.01", null, "-1", "9007199254740993.02", "10"];
    const of = (r: string | null) => r;
    expect(sorted(rows, of, true)).toEqual(["9007199254740993.02", "9007199254740993.01", "10", "-1", null]);
    expect(sorted(rows, of, false)).toEqual(["-1", "10", "9007199254740993.01", "9007199254740993.02", null]);
  });

  it("leaves equal rows where they were", () => {
    const rows = [
      { name: "b", lots: 1 },
      { name: "a", lots: 1 },
    ];
    expect(sorted(rows, (r) => r.lots, true).map((r) => r.name)).toEqual(["b", "a"]);
    expect(sorted(rows, (r) => r.name, false).map((r) => r.name)).toEqual(["a", "b"]);
  });
});

describe("evidence", () => {
  const told = (text: string, language: "en" | "zh") => evidence(text, say(words, language), language);

  it("tells money in money and shares in their own unit", () => {
    expect(told("-80 lots, delta 1000000 ppm, in scenario 11", "en")).toBe("-80 lots of delta 1 in scenario 11");
    expect(told("-80 lots x -273920 in scenario 1", "zh")).toBe("-80 手，情景 1 每手亏损 -2,739.20");
    expect(told("priority 3: 14 spreads 1:1 x 51360", "en")).toBe("priority 3: 14 spreads 1:1, 513.60 each");
    expect(told("TK against GH: 96 deltas at 300000 ppm; price risk 78888961/2 over 144 deltas", "en")).toBe(
      "TK against GH: 96 deltas at 30 %; price risk 394,444.805 over 144 deltas",
    );
    expect(told("TK tier 1: 0 in spreads, 80 alone; TK tier 2: 3 in spreads, 1 alone", "zh")).toBe(
      "TK 第 1 档：价差内 0，单边 80；TK 第 2 档：价差内 3，单边 1",
    );
  });

  it("is Chinese for every line of the engines, and as it came when it is new", () => {
    const lines = [
      "scenario 11: price +3/3 of the range, volatility up",
      "scenario 3 of 10",
      "mean of the 3 worst; the worst is scenario 1 of 10",
      "2 kinds of spreads formed",
      "100 is below the floor 200",
      "risk 100 is below the minimum 200",
      "net option value -500",
      "lots x liquidity amount",
      "lots above the threshold x amount",
    ];
    for (const line of lines) expect(told(line, "zh"), line).toMatch(/[\u4e00-\u9fff]/);
    expect(told("something new", "zh")).toBe("something new");
  });

  it("names units and cases", () => {
    expect(unitName(say(words, "zh"), "TK tier 2 / TK tier 3")).toBe("TK 第 2 档 / TK 第 3 档");
    expect(unitName(say(words, "zh"), "compute CNY")).toBe("算力 CNY");
    expect(caseName(say(words, "zh"), "S1 price war")).toBe("S1 价格战");
    expect(caseName(say(words, "zh"), "H 2026-04-14")).toBe("H 2026-04-14");
    expect(caseName(say(words, "en"), "")).toBe("");
    expect(named("Sim Futures North", "zh")).toBe("模拟北方期货");
    expect(named("Sim Maker 2", "zh")).toBe("模拟做市商 2");
    expect(named("Acme", "zh")).toBe("Acme");
    expect(named("801 Sim Futures North，经纪", "zh")).toBe("801 模拟北方期货，经纪");
    expect(named("Sim Spread Trader 1", "zh")).toBe("模拟套利商 1");
  });
});

describe("a played default", () => {
  const part = (account: number, used: string, lossLeft: string) => ({
    account,
    name: `A${account}`,
    available: "10.00",
    used,
    replenish: "0.00",
    lossLeft,
  });

  it("is told in the order of its layers, without those that bore nothing", () => {
    const layers = [
      { layer: "defaulter margin", parts: [part(1, "4.00", "6.00"), part(2, "0.00", "6.00")] },
      { layer: "exchange capital", parts: [part(0, "5.00", "1.00")] },
    ].map((l) => ({ ...l, available: "10.00", used: "4.00", left: "6.00", usePercent: "40.0" }));
    const log = steps({ currency: "CNY", loss: "10.00", used: "9.00", uncovered: "1.00", layers });
    expect(log.map((s) => [s.number, s.kind, s.amount, s.lossLeft])).toEqual([
      [1, "loss", "10.00", "10.00"],
      [2, "part", "4.00", "6.00"],
      [3, "part", "5.00", "1.00"],
      [4, "end", "1.00", "1.00"],
    ]);
    const calm = steps({ currency: "CNY", loss: "0.00", used: "0.00", uncovered: "0.00", layers: [] });
    expect(calm.map((s) => s.kind)).toEqual(["loss", "none"]);
  });
});

describe("the words of the clearing page", () => {
  it("have each key in one list only", () => {
    const keys = [en, listsEn, traceEn].flatMap((list) => Object.keys(list));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });
});

describe("the moves of a case", () => {
  it("have the same decimals, and the commas of the language", () => {
    expect(movesText("TK +50.696 %, GH +100 %", "en")).toBe("TK +50.70 %, GH +100.00 %");
    expect(movesText("TK -75 %, GH -48.8 %", "zh")).toBe("TK -75.00 %，GH -48.80 %");
  });
});

describe("the ledger's names", () => {
  it("are the same for the house and an account; what is new is shown as it came", () => {
    expect(codeName(2200, "zh")).toBe("2200 盯市盈亏过渡");
    expect(codeName(2200, "en")).toBe("2200 variation suspense");
    expect(codeName(9999, "zh")).toBe("9999");
    expect(reasonName("variation margin", "zh")).toBe("盯市盈亏");
    expect(reasonName("something new", "en")).toBe("something new");
  });
});

describe("the cycle of a margin call", () => {
  const calls = ["issued", "paid", "issued", "overdue"].map((state) => ({ state }) as Call);

  it("is filtered by state, and each state has a mark of its own", () => {
    expect(filtered(calls, "issued")).toHaveLength(2);
    expect(filtered(calls, "all")).toBe(calls);
    expect(countOf(calls, "acknowledged")).toBe(0);
    expect(new Set(callStates.map(markOf)).size).toBe(callStates.length);
    expect(markOf("new word")).toBe("");
  });

  it("tells how far its deadline is, ahead and behind", () => {
    const left = (deadline: string) => minutesTo(deadline, "2026-03-02T10:00:00.500Z");
    expect(left("2026-03-02T11:35:00Z")).toBe(95);
    expect(left("2026-03-02T10:00:00.500Z")).toBe(0);
    expect(left("2026-03-02T09:58:30Z")).toBe(-2);
    expect(left("soon")).toBeNull();
    expect([95, -5, 0, 600].map(spell)).toEqual(["1:35", "0:05", "0:00", "10:00"]);
  });
});
