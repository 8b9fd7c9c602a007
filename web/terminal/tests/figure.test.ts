// A figure as values: what its cursor says, where keys take it, and its file.
import { describe, expect, it } from "vitest";
import { drawn, fileOf, isDrawn, moved, titlesOf, told, type FigureData } from "../src/panels/figure/figure";
import { optionsOf } from "../src/panels/figure/options";
import { hours, utc } from "../src/panels/Chart";

const data: FigureData = {
  axis: "time",
  head: "Contract",
  points: [
    { at: 1, name: "TK-J26" },
    { at: 2, name: "TK-K26" },
  ],
  series: [
    { key: "s", label: "Settlement", unit: "CNY", texts: ["1.712", "1.722"], mark: "dots", ink: "text" },
    { key: "f", label: "Fit", texts: [null, "1.690"], mark: "line", ink: "line" },
    { key: "r", label: "Residual", texts: ["+16.1", "+1,5"], mark: "none", ink: "text" },
  ],
};

const inks = { text: "", muted: "", grid: "", line: "", warn: "", model: "", panel: "", font: "" };

describe("figure", () => {
  it("draws numbers only, and nothing where there is none", () => {
    expect([drawn("+16.1"), drawn("-0.3"), drawn(null), drawn(""), drawn("none")]).toEqual([16.1, -0.3, null, null, null]);
  });

  it("tells under its cursor what there is, as it was told", () => {
    expect(told(data, 0)).toEqual({
      name: "TK-J26",
      values: [
        { key: "s", label: "Settlement (CNY)", text: "1.712" },
        { key: "r", label: "Residual", text: "+16.1" },
      ],
    });
    expect(told(data, 1).values.map((v) => v.text)).toEqual(["1.722", "1.690", "+1,5"]);
    expect(told(data, 7)).toEqual({ name: "", values: [] });
  });

  it("goes by keys and stops at both ends", () => {
    expect(moved("ArrowRight", null, 3)).toBe(0);
    expect(moved("ArrowLeft", null, 3)).toBe(2);
    expect(moved("ArrowRight", 2, 3)).toBe(2);
    expect(moved("PageDown", 2, 3)).toBe(0);
    expect([moved("Home", 2, 3), moved("End", 0, 3)]).toEqual([0, 2]);
    expect(moved("a", 0, 3)).toBeNull();
    expect(moved("ArrowRight", null, 0)).toBeNull();
  });

  it("draws what has a mark, and no text of the table only", () => {
    expect(["s", "f", "r", "x"].map((key) => isDrawn(data, key))).toEqual([true, true, false, false]);
  });

  it("names what runs across it, and what is measured up it where its series agree or it was told", () => {
    const [settlement, fit] = data.series;
    expect(titlesOf(data)).toEqual({ across: "Contract", up: "" });
    expect(titlesOf({ ...data, up: "CNY per Mtok" }).up).toBe("CNY per Mtok");
    expect(titlesOf({ ...data, series: [settlement!, { ...fit!, unit: "CNY" }] }).up).toBe("CNY");
    expect(titlesOf({ ...data, series: [fit!, { ...settlement!, mark: "none" }] }).up).toBe("Fit");
  });

  it("has its ticks at midnight of UTC, where its days are drawn, wherever the reader is", () => {
    const zone = process.env.TZ;
    process.env.TZ = "Asia/Shanghai";
    try {
      const at = utc(Date.UTC(2026, 4, 1) / 1000);
      expect([at.getFullYear(), at.getMonth(), at.getDate(), at.getHours()]).toEqual([2026, 4, 1, 0]);
      expect(optionsOf(data, inks, () => undefined).tzDate).toBe(utc);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it("names no day twice: a step of its axis of days is a whole one", () => {
    const across = optionsOf(data, inks, () => undefined).axes?.[0]?.incrs as number[] | undefined;
    expect(across?.every((step) => step % 86_400 === 0)).toBe(true);
  });

  it("tells hours by the clock, and their day once, at its midnight of UTC", () => {
    const from = Date.UTC(2026, 2, 25, 18) / 1000;
    expect(hours(null!, [from, from + 6 * 3600, from + 12 * 3600])).toEqual(["18:00", "03-26", "06:00"]);
  });

  it("is written as the table is shown; a rise is a number, and what is none stays a text", () => {
    const head = "\uFEFFContract,Settlement (CNY),Fit,Residual\r\n";
    expect(fileOf(data)).toBe(`${head}TK-J26,1.712,,+16.1\r\nTK-K26,1.722,1.690,"'+1,5"\r\n`);
  });
});
