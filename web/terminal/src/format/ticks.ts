// Prices as whole ticks and back, exactly: rows of a ladder are counted in ticks.
import { places, scaled, unscaled } from "./decimal";

/** A price in ticks; null when it is none or lies between two. */
export function ticksOf(price: string | null | undefined, tick: string): number | null {
  if (price == null) return null;
  const count = Math.max(places(price), places(tick));
  const value = scaled(price, count);
  const step = scaled(tick, count);
  if (value === null || step === null || step === 0n || value % step !== 0n) return null;
  return Number(value / step);
}

/** Whole ticks as a price with so many decimals. */
export function priceOf(ticks: number, tick: string, decimals: number): string {
  const own = Math.max(places(tick), decimals);
  const step = scaled(tick, own) ?? 0n;
  const text = unscaled(BigInt(ticks) * step, own);
  return own === decimals ? text : text.slice(0, text.length - (own - decimals));
}

/** The middle of two prices in half ticks; null when one is missing. */
export function middleInHalfTicks(
  bid: string | null | undefined,
  ask: string | null | undefined,
  tick: string,
): number | null {
  const b = ticksOf(bid, tick);
  const a = ticksOf(ask, tick);
  return a === null || b === null ? null : a + b;
}
