// Figures of the hedge page, rounded once for reading; the plan's own file keeps every digit.

const dash = "–";

/** Money in whole units, thousands apart. */
export function money(value: number | null | undefined): string {
  if (value == null) return dash;
  return new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 }).format(value);
}

/** Money as a chart's axis shows it: three significant digits with k or m, or 万 and 亿. */
export function short(value: number, language: "en" | "zh"): string {
  const steps: [number, string][] =
    language === "zh"
      ? [
          [1e8, "亿"],
          [1e4, "万"],
        ]
      : [
          [1e9, "bn"],
          [1e6, "m"],
          [1e3, "k"],
        ];
  for (const [step, word] of steps)
    if (Math.abs(value) >= step) return `${Number((value / step).toPrecision(3))}${language === "zh" ? "" : " "}${word}`;
  return String(Number(value.toPrecision(3)));
}

/** A share with one decimal, as 12.3 %. */
export function share(value: number | null | undefined): string {
  return value == null ? dash : `${(value * 100).toFixed(1)} %`;
}

/** Volume in contract units. */
export function volume(value: number | null | undefined): string {
  return value == null ? dash : new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 }).format(value);
}

/** With four digits after the point, as prices of a contract. */
export function ratio(value: number | null | undefined): string {
  return value == null ? dash : value.toFixed(3);
}

/** Round steps for an axis that holds both ends: about four lines. */
export function ticks(low: number, high: number): number[] {
  if (low === high) return [low];
  const span = high - low;
  const raw = span / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((f) => f * power).find((s) => s >= raw) ?? raw;
  const lines: number[] = [];
  for (let at = Math.ceil(low / step) * step; at <= high + step * 1e-9; at += step) lines.push(Number(at.toPrecision(12)));
  return lines;
}
