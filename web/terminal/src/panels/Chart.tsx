// A uPlot drawing that fits its box and is made again when the colours or the words change.
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

/** The colours of the page as the drawing needs them. */
export interface Ink {
  text: string;
  muted: string;
  grid: string;
  line: string;
  warn: string;
  model: string;
  panel: string;
  font: string;
}

export function ink(): Ink {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    text: of("--text"),
    muted: of("--muted"),
    grid: of("--grid"),
    line: of("--bid"),
    warn: of("--warn"),
    model: of("--model"),
    panel: of("--panel"),
    font: `11px ${getComputedStyle(document.body).fontFamily}`,
  };
}

interface ChartProps {
  /** Made again when this changes: theme, language, which series. */
  look: string;
  options: (ink: Ink) => Omit<uPlot.Options, "width" | "height">;
  data: uPlot.AlignedData;
}

export function Chart({ look, options, data }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const make = useRef(options);
  make.current = options;
  const newest = useRef(data);
  newest.current = data;

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const size = () => ({ width: Math.max(120, element.clientWidth), height: Math.max(90, element.clientHeight) });
    const made = new uPlot({ tzDate: utc, ...make.current(ink()), ...size() }, newest.current, element);
    chart.current = made;
    const observer = new ResizeObserver(() => made.setSize(size()));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [look]);

  useEffect(() => {
    chart.current?.setData(data);
  }, [data]);

  return <div className="chart" ref={box} aria-hidden="true" />;
}

/** Days are drawn at midnight of UTC: an axis with ticks at the reader's own midnight would name the day before. */
export const utc = (seconds: number): Date => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC");

/** Steps of an axis of days, seconds: with a shorter one the same day would be written twice. */
export const daySteps = [1, 2, 3, 4, 5, 7, 10, 15, 30, 60, 90, 120, 180, 365, 730, 1825, 3650].map((days) => days * 86_400);

/** Labels of a time axis in digits, the same in every language: a month, or a day when the steps are short. */
export function dates(_: uPlot, splits: number[], __: number, ___: number, step: number): string[] {
  const cut = step >= 27 * 86_400 ? [0, 7] : [5, 10];
  return splits.map((s) => new Date(s * 1000).toISOString().slice(cut[0], cut[1]));
}

/** Steps of an axis of hours, seconds. */
export const hourSteps = [1, 2, 3, 4, 6, 12, 24, 48].map((hours) => hours * 3600);

/** Labels of an axis of hours, UTC: the day at its midnight, the clock between. */
export function hours(_: uPlot, splits: number[]): string[] {
  return splits.map((s) => {
    const iso = new Date(s * 1000).toISOString();
    return iso.slice(11, 16) === "00:00" ? iso.slice(5, 10) : iso.slice(11, 16);
  });
}

/** The axes that every chart has: days, and an amount. */
export function axes(colours: Ink, decimals: number): uPlot.Axis[] {
  const common = {
    stroke: colours.muted,
    font: colours.font,
    grid: { stroke: colours.grid, width: 1 },
    ticks: { stroke: colours.grid, width: 1, size: 4 },
  };
  return [
    { ...common, incrs: daySteps, values: dates, space: 62, size: 26, gap: 4 },
    { ...common, values: (_, splits) => splits.map((v) => v.toFixed(decimals)), size: 52, gap: 4, space: 28 },
  ];
}
