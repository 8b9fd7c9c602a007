// What the shape of a forward curve is called.
import { compare, percent } from "./decimal";
import { signed } from "./numbers";

export interface Shape {
  name: "contango" | "backwardation" | "flat" | "mixed";
  near: string;
  far: string;
  /** From the nearest to the farthest month, with its sign. */
  percent: string;
}

/**
 * Contango: no later month is cheaper and the last is dearer than the first; backwardation: the mirror. Null with
 * fewer than two months.
 */
export function shapeOf(points: readonly { symbol: string; value: string }[]): Shape | null {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || points.length < 2) return null;
  let rises = false;
  let falls = false;
  for (let i = 1; i < points.length; i++) {
    const step = compare(points[i]!.value, points[i - 1]!.value);
    rises ||= step > 0;
    falls ||= step < 0;
  }
  const name = rises && falls ? "mixed" : rises ? "contango" : falls ? "backwardation" : "flat";
  return { name, near: first.symbol, far: last.symbol, percent: signed(percent(last.value, first.value)) };
}
