// How numbers look: fixed decimals, a sign where it means something, thousands apart, a dash for what is not there.
import { divideHalfEven, minus, percent, places, scaled, sign, unscaled } from "./decimal";

/** Stands for a number that does not exist (zero is shown as 0). */
export const absent = "–";

/** Thousands apart, the sign and the decimals as they came. */
export function grouped(text: string | null | undefined): string {
  if (text == null || text === "") return absent;
  const [whole = "", fraction] = text.split(".");
  const apart = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return fraction === undefined ? apart : `${apart}.${fraction}`;
}

/** Whole lots. */
export function lots(value: number | null | undefined): string {
  return value == null ? absent : grouped(String(value));
}

export function price(text: string | null | undefined): string {
  return grouped(text);
}

/** With its sign always there; zero has none. */
export function signed(text: string | null | undefined): string {
  if (text == null) return absent;
  return sign(text) > 0 ? `+${grouped(text)}` : grouped(text);
}

/**
 * The change of the day against the previous settlement; a last price of an earlier day has none. A spread's price
 * may be zero or below: a share of it would mean nothing.
 */
export function dayChange(row: {
  last: string | null;
  previousSettlement: string | null;
  volume: number;
  spread?: object | null | undefined;
}): {
  change: string | null;
  percent: string | null;
} {
  if (row.volume === 0) return { change: null, percent: null };
  const { last, previousSettlement } = row;
  return {
    change: minus(last, previousSettlement),
    percent: row.spread ? null : percent(last, previousSettlement),
  };
}

/** The glyph of a direction: colour is never alone. */
export function arrow(text: string | null | undefined): string {
  const s = sign(text);
  return s > 0 ? "▲" : s < 0 ? "▼" : "";
}

/** Parts per million as per cent with two places. */
export function weight(ppm: number): string {
  const hundredths = scaled((ppm / 100).toFixed(0), 0) ?? 0n;
  return `${unscaled(hundredths, 2)}%`;
}

/** With exactly so many decimals, halves to even: a column whose points stand under each other. */
export function fixed(text: string | null | undefined, count: number): string {
  if (text == null || text === "") return absent;
  const own = Math.max(places(text), count);
  const exact = scaled(text, own);
  return exact === null ? text : grouped(unscaled(divideHalfEven(exact, 10n ** BigInt(own - count)), count));
}

/** A value with so many decimals, halves to even, for a column; marked when digits were lost. */
export function withPlaces(text: string | null, count: number): string {
  if (text == null) return absent;
  const point = text.indexOf(".");
  const own = point < 0 ? 0 : text.length - point - 1;
  if (own <= count) return grouped(own === count ? text : `${text}${point < 0 ? "." : ""}${"0".repeat(count - own)}`);
  const exact = scaled(text, own);
  return exact === null ? text : `≈${grouped(unscaled(divideHalfEven(exact, 10n ** BigInt(own - count)), count))}`;
}
