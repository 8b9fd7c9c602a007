// A drawing as values: points along one axis, series as the venue told them, and what a cursor says of a point.
import { csv } from "../../format/csv";

/** The colours that a series may have; none says anything that its mark or its label does not say too. */
export type InkName = "text" | "line" | "warn" | "model" | "muted";

export interface FigurePoint {
  /** Seconds on a time axis; a number on any other. For names: its place. */
  at: number;
  /** What the point is called: a contract, a day, a maturity. */
  name: string;
}

export interface FigureSeries {
  key: string;
  label: string;
  /** Stands behind the label in the table and in the file. */
  unit?: string;
  /** One a point, as the venue told it; null: none. */
  texts: readonly (string | null)[];
  /** Columns stand on zero. None: in table, cursor and file only. */
  mark: "line" | "dots" | "both" | "columns" | "none";
  ink: InkName;
  dash?: number[];
  width?: number;
}

/** From one series to another: a band along the axis, or a bar at each point that has both. */
export interface FigureRange {
  kind: "band" | "bars";
  low: string;
  high: string;
  label: string;
  ink: InkName;
}

export interface FigureData {
  /** By time, by number, or side by side under their names. */
  axis: "time" | "number" | "names";
  /** What the points are called together: head of the first column. */
  head: string;
  points: readonly FigurePoint[];
  series: readonly FigureSeries[];
  ranges?: readonly FigureRange[];
  /** What is measured up the drawing; absent: what its series have in common says it. */
  up?: string;
}

/** For drawing only: the eye needs no more digits than a binary fraction has. */
export function drawn(text: string | null): number | null {
  if (text === null || text === "") return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** What is in table, cursor and file only has no place on the axes, which it might stretch. */
export function isDrawn(data: FigureData, key: string): boolean {
  const marked = data.series.some((s) => s.key === key && s.mark !== "none");
  return marked || (data.ranges ?? []).some((r) => r.low === key || r.high === key);
}

export const headOf = (s: FigureSeries) => (s.unit ? `${s.label} (${s.unit})` : s.label);

/** The titles of both axes: what the points are, and in what it is measured. */
export function titlesOf(data: FigureData): { across: string; up: string } {
  const shown = data.series.filter((s) => s.mark !== "none");
  const units = new Set(shown.map((s) => s.unit ?? ""));
  const [only] = shown;
  const common = units.size === 1 ? [...units][0]! : "";
  return { across: data.head, up: data.up ?? (common || (shown.length === 1 ? only!.label : "")) };
}

export interface PointTold {
  name: string;
  values: { key: string; label: string; text: string }[];
}

/** What the cursor says of a point: labels and values as told; nothing for a series that has none there. */
export function told(data: FigureData, place: number): PointTold {
  return {
    name: data.points[place]?.name ?? "",
    values: data.series.flatMap((s) => {
      const text = s.texts[place] ?? null;
      return text === null ? [] : [{ key: s.key, label: headOf(s), text }];
    }),
  };
}

/** Where a key takes the cursor; null: the key is not the cursor's. */
export function moved(key: string, place: number | null, count: number): number | null {
  const last = count - 1;
  const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -5, PageUp: 5 }[key];
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (step === undefined || count === 0) return null;
  if (place === null) return step > 0 ? 0 : last;
  return Math.min(last, Math.max(0, place + step));
}

/** The same table as a file. */
export function fileOf(data: FigureData): string {
  return csv(
    [
      { head: data.head, of: (i: number) => data.points[i]!.name },
      ...data.series.map((s) => ({ head: headOf(s), of: (i: number) => s.texts[i] ?? null })),
    ],
    data.points.map((_, i) => i),
  );
}
