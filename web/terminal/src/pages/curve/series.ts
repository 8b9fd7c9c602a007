// From what the venue told to what a figure draws: days become places on the axis, and nothing is computed.
import type { CurveAnalytics } from "../../api/curve";
import type { CurveHistory, CurvePastPoint } from "../../api/curve-papers";
import { daySeconds } from "../../format/time";
import type { FigureData, FigurePoint, FigureRange, FigureSeries, InkName } from "../../panels/figure/figure";
import type { Speak } from "./words";

/** A curve of another day laid under the one of today. */
export interface Overlay {
  day: string;
  label: string;
  points: readonly CurvePastPoint[];
}

const overlayInks: { ink: InkName; dash: number[] }[] = [
  { ink: "warn", dash: [8, 4] },
  { ink: "model", dash: [3, 3] },
  { ink: "muted", dash: [10, 3, 2, 3] },
  { ink: "warn", dash: [2, 4] },
  { ink: "model", dash: [12, 4] },
];

/** Every last trading day of any of the curves once, in order, named by the contract that ends there. */
function places(curves: readonly (readonly { symbol: string; lastTradingDay: string }[])[]): FigurePoint[] {
  const named = new Map<string, string>();
  for (const curve of curves)
    for (const m of curve) if (!named.has(m.lastTradingDay)) named.set(m.lastTradingDay, m.symbol);
  return [...named]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([day, name]) => ({ at: daySeconds(day), name }));
}

export function termStructure(
  data: CurveAnalytics,
  history: CurveHistory | null,
  overlays: readonly Overlay[],
  say: Speak,
): FigureData {
  const points = places([data.months, ...overlays.map((o) => o.points)]);
  const month = new Map(data.months.map((m) => [daySeconds(m.lastTradingDay), m]));
  const texts = (of: (m: CurveAnalytics["months"][number]) => string | null) =>
    points.map((p) => {
      const m = month.get(p.at);
      return m ? of(m) : null;
    });
  const band = new Map(history?.band.points.map((p) => [p.symbol, p]));
  const series: FigureSeries[] = [
    { key: "settlement", label: say("settlement"), texts: texts((m) => m.settlement), mark: "dots", ink: "text" },
  ];
  const ranges: FigureRange[] = [];
  if (data.fit.why === null)
    series.push({ key: "fit", label: say("fitted"), texts: texts((m) => m.fit), mark: "line", ink: "line" });
  overlays.forEach((o, i) => {
    const settled = new Map(o.points.map((p) => [daySeconds(p.lastTradingDay), p.settlement]));
    const style = overlayInks[i % overlayInks.length]!;
    const own = { texts: points.map((p) => settled.get(p.at) ?? null), width: 1.5, ...style };
    series.push({ key: `on${o.day}`, label: o.label, mark: "line", ...own });
  });
  series.push(
    { key: "bid", label: say("bid"), texts: texts((m) => m.bid), mark: "none", ink: "text" },
    { key: "ask", label: say("ask"), texts: texts((m) => m.ask), mark: "none", ink: "text" },
  );
  if (data.months.some((m) => m.bid !== null && m.ask !== null))
    ranges.push({ kind: "bars", low: "bid", high: "ask", label: say("bidAsk"), ink: "text" });
  if (data.fit.why === null)
    series.push({
      key: "ticks",
      label: say("residual"),
      texts: texts((m) => m.residualTicks),
      mark: "none",
      ink: "text",
    });
  if (history && band.size > 0) {
    const { lowPercent: low, highPercent: high } = history.band;
    const of = (m: { symbol: string }) => band.get(m.symbol);
    series.push(
      {
        key: "low",
        label: say("bandLow", { low }),
        texts: texts((m) => of(m)?.low ?? null),
        mark: "none",
        ink: "muted",
      },
      {
        key: "high",
        label: say("bandHigh", { high }),
        texts: texts((m) => of(m)?.high ?? null),
        mark: "none",
        ink: "muted",
      },
    );
    ranges.push({ kind: "band", low: "low", high: "high", label: say("band", { low, high }), ink: "muted" });
  }
  return { axis: "time", head: say("month"), points, series, ranges };
}

/** Two curves over each other: one day of the past, and the newest. */
export function dayCurves(
  day: { day: string; points: readonly CurvePastPoint[] },
  newest: { day: string; points: readonly CurvePastPoint[] },
  say: Speak,
): FigureData {
  const under = newest.day === day.day ? [] : newest.points;
  const points = places([under, day.points]);
  const texts = (curve: readonly CurvePastPoint[]) => {
    const settled = new Map(curve.map((p) => [daySeconds(p.lastTradingDay), p.settlement]));
    return points.map((p) => settled.get(p.at) ?? null);
  };
  return {
    axis: "time",
    head: say("month"),
    points,
    series: [
      ...(under.length === 0
        ? []
        : [
            {
              key: "newest",
              label: say("onDay", { day: newest.day }),
              texts: texts(under),
              mark: "line" as const,
              ink: "muted" as const,
              dash: [6, 4],
            },
          ]),
      { key: "day", label: say("onDay", { day: day.day }), texts: texts(day.points), mark: "both", ink: "line" },
    ],
  };
}

/** Rows by day. */
export function byDay<R extends { day: string }>(
  rows: readonly R[],
  head: string,
  series: (Omit<FigureSeries, "texts"> & { of: (row: R) => string | null })[],
): FigureData {
  return {
    axis: "time",
    head,
    points: rows.map((r) => ({ at: daySeconds(r.day), name: r.day })),
    series: series.map(({ of, ...s }) => ({ ...s, texts: rows.map(of) })),
  };
}

/** Rows side by side under their names. */
export function byName<R>(
  rows: readonly R[],
  head: string,
  name: (row: R) => string,
  series: (Omit<FigureSeries, "texts"> & { of: (row: R) => string | null })[],
): FigureData {
  return {
    axis: "names",
    head,
    points: rows.map((r, i) => ({ at: i, name: name(r) })),
    series: series.map(({ of, ...s }) => ({ ...s, texts: rows.map(of) })),
  };
}

/** What follows the product's name and its stroke: J26 of TK-J26. */
export const short = (symbol: string) => symbol.split("-").at(-1)!;

/** The row whose text is the largest or, with -1, the smallest number; null without any. */
export function outermost<R>(rows: readonly R[], text: (row: R) => string | null, sign: 1 | -1 = 1): R | null {
  let best: R | null = null;
  for (const row of rows) {
    const given = text(row);
    if (given === null) continue;
    if (best === null || sign * (Number(given) - Number(text(best))) > 0) best = row;
  }
  return best;
}
