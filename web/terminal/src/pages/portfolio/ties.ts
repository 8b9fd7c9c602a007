// Exact sums of what the page shows, held against what the venue tells; and what is nearest to a bad value.
import { compare, minus, places, scaled, unscaled } from "../../format/decimal";

/** The exact sum; what is absent or no decimal adds nothing. */
export function total(values: readonly (string | null | undefined)[]): string {
  const known = values.filter((v): v is string => v != null && scaled(v, places(v)) !== null);
  const count = Math.max(0, ...known.map(places));
  return unscaled(
    known.reduce((sum, v) => sum + scaled(v, count)!, 0n),
    count,
  );
}

/** The same amount, however many places it is written with. */
export const same = (a: string, b: string): boolean => compare(a, b) === 0;

/** a - b, written with two places as money is. */
export function apart(a: string, b: string): string {
  const exact = minus(a, b) ?? "0";
  const digits = scaled(exact, Math.max(2, places(exact)));
  return digits === null ? exact : unscaled(digits, Math.max(2, places(exact)));
}

/** The last before and the first after what was given; the list is in order. */
export function nearest<T extends string | number>(all: readonly T[], given: T): T[] {
  const before = all.filter((x) => x < given).at(-1);
  const after = all.find((x) => x > given);
  return [before, after].filter((x): x is T => x !== undefined);
}
