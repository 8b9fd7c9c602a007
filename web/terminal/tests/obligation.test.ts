// Obligations as they are shown: times, units, marks.
import { describe, expect, it } from "vitest";
import type { Obligations } from "../src/api/obligations";
import { clock, mark, percent, rowsOf, short, spread } from "../src/panels/obligation/figures";

describe("an obligation", () => {
  it("lacks whole seconds, a part of one counted as one", () => {
    expect([0, 1, 1e9, 61e9 + 1, 3_600e9, 36_061e9].map(clock)).toEqual([
      "0:00:00",
      "0:00:01",
      "0:00:01",
      "0:01:02",
      "1:00:00",
      "10:01:01",
    ]);
  });

  it("shows a spread in the unit of its agreement and no digits that say nothing", () => {
    expect([short("40.0000"), short("0.5000"), short("100"), short("0.9346")]).toEqual(["40", "0.5", "100", "0.9346"]);
    expect([spread("10", "ticks"), spread("15.00", "ticks"), spread("0.5000", "percent"), spread(null, "percent")]).toEqual([
      "10",
      "15",
      "0.5 %",
      "–",
    ]);
    expect([percent("33.33"), percent(null)]).toEqual(["33.33 %", "–"]);
  });

  it("is marked as met only when it is", () => {
    expect((["met", "short", "too wide", "too small", "one-sided", "no quote", "no session"] as const).map(mark).join("")).toBe(
      "✓✗✗✗✗✗○",
    );
  });

  it("stands beside what was agreed, and without it not at all", () => {
    const row = (agreement: string) => ({ agreement, symbol: "TK-Z26" });
    const told = [{ agreements: [{ agreement: "A" }], obligations: [row("A"), row("B")] }] as unknown as Obligations[];
    expect(rowsOf(told).map((r) => r.agreed.agreement)).toEqual(["A"]);
  });
});
