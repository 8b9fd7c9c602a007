// Axes of the programme's charts: steps of 1, 2 or 5 times a power of ten, and numbers short enough to stand beside them.
import type { Language } from "../../state/view";

/** Marks from low to high, about so many. */
export function ticks(low: number, high: number, about = 5): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? power * 10;
  const marks: number[] = [];
  for (let n = Math.ceil(low / step); n * step <= high + step * 1e-9; n++) marks.push(Number((n * step).toPrecision(12)));
  return marks;
}

/** A number for an axis or a reading: 13.5 m, 1350万. For drawing only; figures come formatted. */
export function short(value: number, language: Language): string {
  const size = Math.abs(value);
  const units: [number, string][] = language === "zh" ? [[1e8, "亿"], [1e4, "万"]] : [[1e9, " bn"], [1e6, " m"], [1e3, " k"]];
  const [by, unit] = units.find(([least]) => size >= least) ?? [1, ""];
  const digits = size === 0 || size >= 1 ? 2 : 4;
  return `${(value / by).toLocaleString("en-US", { maximumFractionDigits: digits })}${unit}`;
}
