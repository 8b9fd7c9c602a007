// Sums of what the portfolio shows are exact, and what is nearest to a bad value is found.
import { expect, test } from "vitest";
import { apart, nearest, same, total } from "../src/pages/portfolio/ties";

test("sums are exact and pass over what is absent", () => {
  expect(total(["0.10", "0.20", null, undefined, "-0.30"])).toBe("0.00");
  expect(total(["9007199254740993.01", "0.01"])).toBe("9007199254740993.02");
  expect(total([])).toBe("0");
});

test("an amount is the same however it is written", () => {
  expect(same("0", "0.00")).toBe(true);
  expect(same("0.01", "0.02")).toBe(false);
  expect(apart("10.00", "0")).toBe("10.00");
  expect(apart("1", "3")).toBe("-2.00");
});

test("the nearest of an ordered list stand on both sides, or on one", () => {
  expect(nearest([101, 105, 110], 107)).toEqual([105, 110]);
  expect(nearest(["2026-03-02", "2026-03-03"], "2026-04-01")).toEqual(["2026-03-03"]);
  expect(nearest([], "x")).toEqual([]);
});
