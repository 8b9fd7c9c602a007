// How strongly a cell of a heat table is tinted: by its share of the largest loss, in five steps. The number stays.
import { compare, divideHalfEven, places, scaled } from "../../format/decimal";

/** 0: no loss; 5: the largest. */
export function heat(loss: string, largest: string): 0 | 1 | 2 | 3 | 4 | 5 {
  const count = Math.max(places(loss), places(largest));
  const [part, whole] = [scaled(loss, count), scaled(largest, count)];
  if (part === null || whole === null || part <= 0n || whole <= 0n) return 0;
  const step = Number(divideHalfEven(part * 5n, whole));
  return Math.min(5, Math.max(1, step)) as 1 | 2 | 3 | 4 | 5;
}

/** The largest of some decimals; "0" of none. */
export function most(values: readonly string[]): string {
  return values.reduce((a, b) => (compare(a, b) >= 0 ? a : b), "0");
}
