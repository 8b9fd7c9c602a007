// Decimal strings, compared and subtracted exactly. No binary fraction ever stands for money: BigInt does the
// little that display needs.

const shape = /^(-?)(\d+)(?:\.(\d+))?$/;

/** A decimal string as a whole number of 10^-places; null when it is no decimal or has more places. */
export function scaled(text: string, places: number): bigint | null {
  const m = shape.exec(text);
  if (!m) return null;
  const fraction = m[3] ?? "";
  if (fraction.length > places) return null;
  const size = BigInt(m[2]! + fraction.padEnd(places, "0"));
  return m[1] === "-" ? -size : size;
}

/** Digits behind the point. */
export function places(text: string): number {
  const point = text.indexOf(".");
  return point < 0 ? 0 : text.length - point - 1;
}

/** A whole number of 10^-places as a decimal string. */
export function unscaled(value: bigint, count: number): string {
  const size = (value < 0n ? -value : value).toString().padStart(count + 1, "0");
  const sign = value < 0n ? "-" : "";
  return count === 0 ? sign + size : `${sign}${size.slice(0, -count)}.${size.slice(-count)}`;
}

/** a - b; null when either is missing or no decimal. */
export function minus(a: string | null | undefined, b: string | null | undefined): string | null {
  if (a == null || b == null) return null;
  const count = Math.max(places(a), places(b));
  const x = scaled(a, count);
  const y = scaled(b, count);
  return x === null || y === null ? null : unscaled(x - y, count);
}

/** -1, 0, 1; zero when either is no decimal. */
export function sign(text: string | null | undefined): -1 | 0 | 1 {
  if (text == null) return 0;
  const v = scaled(text, places(text));
  return v === null || v === 0n ? 0 : v > 0n ? 1 : -1;
}

export function compare(a: string, b: string): -1 | 0 | 1 {
  return sign(minus(a, b));
}

/** (a - b) / b in per cent with two places, rounded half to even; null when b is zero or something is missing. */
export function percent(a: string | null | undefined, b: string | null | undefined): string | null {
  if (a == null || b == null) return null;
  const count = Math.max(places(a), places(b));
  const x = scaled(a, count);
  const y = scaled(b, count);
  if (x === null || y === null || y === 0n) return null;
  return unscaled(divideHalfEven((x - y) * 10_000n, y), 2);
}

/** n / d rounded to the nearest whole number, halves to the even one. */
export function divideHalfEven(n: bigint, d: bigint): bigint {
  if (d < 0n) [n, d] = [-n, -d];
  const negative = n < 0n;
  const size = negative ? -n : n;
  let q = size / d;
  const twice = (size % d) * 2n;
  if (twice > d || (twice === d && q % 2n === 1n)) q += 1n;
  return negative ? -q : q;
}

/** A share as so many in a hundred, exactly: "0.125" is "12.5". */
export function inHundred(share: string): string {
  const digits = scaled(share, places(share));
  if (digits === null) return share;
  const count = places(share);
  return count <= 2 ? String(digits * 10n ** BigInt(2 - count)) : unscaled(digits, count - 2);
}
