// How a figure is drawn by uPlot: marks, bands, bars, and axes at 1, 2 and 5.
import uPlot from "uplot";
import { dates, daySteps, utc, type Ink } from "../Chart";
import { titlesOf, type FigureData, type FigureRange, type FigureSeries, type InkName } from "./figure";

type Options = Omit<uPlot.Options, "width" | "height">;

const colour = (ink: Ink, name: InkName): string => ink[name];

const none = () => null;

function seriesOf(s: FigureSeries, ink: Ink): uPlot.Series {
  const stroke = colour(ink, s.ink);
  const quiet = { show: false };
  if (s.mark === "none") return { stroke, width: 0, paths: none, points: quiet };
  if (s.mark === "columns")
    return {
      stroke,
      fill: `${stroke}88`,
      width: 1,
      paths: uPlot.paths.bars!({ size: [0.6, 48] }),
      points: quiet,
    };
  const points = s.mark === "line" ? quiet : { show: true, size: 7, fill: stroke, stroke };
  if (s.mark === "dots") return { stroke, width: 0, paths: none, points };
  return { stroke, width: s.width ?? 2, ...(s.dash ? { dash: s.dash } : {}), spanGaps: true, points };
}

/** A bar from low to high at each point that has both, with feet, so that it is seen where both are one. */
function bars(ranges: readonly { low: number; high: number; stroke: string }[]): (u: uPlot) => void {
  return (u) => {
    const { ctx } = u;
    ctx.save();
    ctx.lineWidth = 1.5 * devicePixelRatio;
    const foot = 4 * devicePixelRatio;
    for (const { low, high, stroke } of ranges) {
      ctx.strokeStyle = stroke;
      ctx.beginPath();
      u.data[0].forEach((at, i) => {
        const [a, b] = [u.data[low]![i], u.data[high]![i]];
        if (a == null || b == null) return;
        const [x, bottom, top] = [u.valToPos(at, "x", true), u.valToPos(a, "y", true), u.valToPos(b, "y", true)];
        ctx.moveTo(x, bottom);
        ctx.lineTo(x, top);
        for (const y of [bottom, top]) {
          ctx.moveTo(x - foot, y);
          ctx.lineTo(x + foot, y);
        }
      });
      ctx.stroke();
    }
    ctx.restore();
  };
}

/** A little room at both ends, so that the first and the last mark are whole. */
function room(data: FigureData): uPlot.Range.Function {
  return (_, min, max) => {
    if (data.axis === "names") return [-0.6, data.points.length - 0.4];
    const wide = max - min || (data.axis === "time" ? 86_400 * 14 : 1);
    return [min - wide * 0.03, max + wide * 0.03];
  };
}

/** Whole numbers are counted: nothing stands between the second and the third of a list. */
const counted = (data: FigureData) => data.axis === "number" && data.points.every((p) => Number.isInteger(p.at));

/** Steps of an axis of amounts: 1, 2 and 5. A step of 2.5 would be written with too few digits, and read wrongly. */
const steps = Array.from({ length: 16 }, (_, i) => i - 6).flatMap((n) => [1, 2, 5].map((m) => Number(`${m}e${n}`)));

const places = (step: number) => Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));

export function optionsOf(data: FigureData, ink: Ink, moved: (place: number | null) => void): Options {
  const at = (key: string) => data.series.findIndex((s) => s.key === key) + 1;
  const ranges = data.ranges ?? [];
  const of = (kind: FigureRange["kind"]) => ranges.filter((r) => r.kind === kind && at(r.low) > 0 && at(r.high) > 0);
  const common = {
    stroke: ink.muted,
    font: ink.font,
    grid: { stroke: ink.grid, width: 1 },
    ticks: { stroke: ink.grid, width: 1, size: 4 },
  };
  const titles = titlesOf(data);
  const titled = (label: string) =>
    label === "" ? {} : { label, labelFont: ink.font, labelSize: 18, labelGap: 0 };
  const columns = data.series.some((s) => s.mark === "columns");
  const fromZero = (_: uPlot, min: number, max: number) =>
    uPlot.rangeNum(Math.min(0, min), Math.max(0, max), 0.1, true);
  return {
    tzDate: utc,
    legend: { show: false },
    cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false } },
    padding: [10, 24, 0, 0],
    scales: {
      x: { time: data.axis === "time", range: room(data) },
      ...(columns ? { y: { range: fromZero } } : {}),
    },
    axes: [
      data.axis === "names"
        ? {
            ...common,
            grid: { show: false },
            incrs: [1, 2, 3, 6, 12, 24, 60],
            values: (_, splits) => splits.map((i) => (Number.isInteger(i) ? (data.points[i]?.name ?? "") : "")),
            space: 58,
            size: 26,
            gap: 4,
            ...titled(titles.across),
          }
        : {
            ...common,
            ...(data.axis === "time" ? { incrs: daySteps } : counted(data) ? { incrs: [1, 2, 3, 6, 12, 24, 60] } : {}),
            ...titled(titles.across),
            values: data.axis === "time" ? dates : (_, splits) => splits.map((v) => String(+v.toFixed(6))),
            space: 62,
            size: 26,
            gap: 4,
          },
      {
        ...common,
        incrs: steps,
        values: (_, splits, __, ___, step) => splits.map((v) => v.toFixed(places(step))),
        size: 56,
        gap: 4,
        space: 28,
        ...titled(titles.up),
      },
    ],
    // The later series of a band is its first edge.
    bands: of("band").map((r) => ({
      series: [at(r.high), at(r.low)] as [number, number],
      fill: `${colour(ink, r.ink)}2e`,
    })),
    hooks: {
      draw: [bars(of("bars").map((r) => ({ low: at(r.low), high: at(r.high), stroke: colour(ink, r.ink) })))],
      setCursor: [(u) => moved(u.cursor.idx ?? null)],
    },
    series: [
      {},
      ...data.series.map((s) => {
        const edge = of("band").some((r) => r.low === s.key || r.high === s.key);
        // A band is drawn between paths: its edges need one, if a thin one.
        return edge && s.mark === "none"
          ? { stroke: `${colour(ink, s.ink)}66`, width: 1, points: { show: false } }
          : seriesOf(s, ink);
      }),
    ],
  };
}
