// A chart as the desk tells it: bands, lines, bars, whiskers, dots. Arrow keys read it point by point.
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import type { ChartPoint, DeskChart, DeskSeries } from "../../api/desk";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { short, ticks } from "./axis";
import { text, told } from "./show";
import { words } from "./words";

const [height, left, right, top, bottom] = [260, 66, 14, 12, 40];
/** Of the box, both sides. */
const padding = 24;
/** Names longer than this stand beside the chart, numbered. */
const longest = 10;

export function Chart({ chart }: { chart: DeskChart }) {
  const { language } = useWords();
  const say = useSay(words);
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  const [at, setAt] = useState<number | null>(null);
  useLayoutEffect(() => {
    const node = box.current;
    if (!node) return;
    const seen = new ResizeObserver(() => setWidth(Math.max(260, node.clientWidth - padding)));
    seen.observe(node);
    return () => seen.disconnect();
  }, []);
  const places = chart.places.map((p) => text(p, language));
  const numbered = places.some((p) => p.length > longest);
  const points = chart.series.flatMap((s) => s.points);
  const count = places.length > 0 ? places.length : (chart.series[0]?.points.length ?? 0);
  const [x0, x1] = places.length > 0 ? [-0.5, places.length - 0.5] : around(points.map((p) => p.x), false);
  const [y0, y1] = around(points.flatMap((p) => (p.low == null ? [p.y] : [p.y, p.low])), chart.fromZero);
  const x = (v: number) => left + ((v - x0) / (x1 - x0 || 1)) * (width - left - right);
  const y = (v: number) => top + (1 - (v - y0) / (y1 - y0 || 1)) * (height - top - bottom);
  const every = Math.max(1, Math.ceil((places.length * 62) / (width - left - right)));
  const bars = chart.series.filter((s) => s.mark === "Bars");
  const reading = at === null ? "" : read(chart, at, places, (v) => short(v, language), (s) => told(s.name, language));
  const press = (e: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -count, End: count }[e.key];
    if (step === undefined || count === 0) return;
    e.preventDefault();
    setAt((now) => Math.min(count - 1, Math.max(0, now === null ? (step > 0 ? 0 : count - 1) : now + step)));
  };
  const cursor = at === null ? null : places.length > 0 ? at : (chart.series[0]?.points[at]?.x ?? 0);
  return (
    <div ref={box} className="hedge-chart">
      <div
        role="slider"
        tabIndex={0}
        aria-label={say("cursor", { title: told(chart.title, language) })}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, count - 1)}
        aria-valuenow={at ?? 0}
        aria-valuetext={reading === "" ? told(chart.title, language) : reading}
        onKeyDown={press}
        onBlur={() => setAt(null)}
      >
        <svg width={width} height={height} aria-hidden="true">
          {ticks(y0, y1).map((v) => (
            <g key={v}>
              <line x1={left} x2={width - right} y1={y(v)} y2={y(v)} className={v === 0 ? "zero" : "grid"} />
              <text x={left - 6} y={y(v) + 4} textAnchor="end">
                {short(v, language)}
              </text>
            </g>
          ))}
          {places.length > 0
            ? places.map((p, i) =>
                i % every === 0 ? (
                  <text key={i} x={x(i)} y={height - 22} textAnchor="middle">
                    {numbered ? i + 1 : p}
                  </text>
                ) : null,
              )
            : ticks(x0, x1, Math.max(2, Math.floor(width / 110))).map((v) => (
                <text key={v} x={x(v)} y={height - 22} textAnchor="middle">
                  {short(v, language)}
                </text>
              ))}
          <text x={(left + width - right) / 2} y={height - 5} textAnchor="middle">
            {told(chart.across, language)}
          </text>
          {chart.series.map((s, i) => (
            <Mark key={i} series={s} x={x} y={y} base={y(Math.min(Math.max(0, y0), y1))} bar={slot(bars, s.mark === "Whiskers" && bars[0] ? bars[0] : s, x)} />
          ))}
          {cursor !== null && <line x1={x(cursor)} x2={x(cursor)} y1={top} y2={height - bottom} className="cursor" />}
        </svg>
      </div>
      <p className="hedge-reading" role="status">
        {reading}
      </p>
      <ul className="hedge-key">
        {chart.series.map((s, i) => (
          <li key={i}>
            <span className={`swatch tone-${s.tone} mark-${s.mark}`} /> {told(s.name, language)}
          </li>
        ))}
        <li className="muted">{told(chart.up, language)}</li>
      </ul>
      {numbered && (
        <ol className="hedge-places">
          {places.map((p, i) => (
            <li key={i}>{p}</li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** Where a series' bars stand beside the others, and how wide. */
function slot(bars: DeskSeries[], series: DeskSeries, x: (v: number) => number): { from: number; wide: number } {
  const place = (x(1) - x(0)) * 0.8;
  const wide = place / Math.max(1, bars.length);
  return { from: -place / 2 + wide * Math.max(0, bars.indexOf(series)), wide: Math.max(1, wide - 1) };
}

function Mark({
  series,
  x,
  y,
  base,
  bar,
}: {
  series: DeskSeries;
  x: (v: number) => number;
  y: (v: number) => number;
  base: number;
  bar: { from: number; wide: number };
}) {
  const { points, mark, tone } = series;
  const named = `tone-${tone} mark-${mark}`;
  // They are of the first bar where there are several.
  const middle = bar.from < -bar.wide ? bar.from + bar.wide / 2 : 0;
  const line = (list: ChartPoint[], of: (p: ChartPoint) => number) => list.map((p) => `${x(p.x)},${y(of(p))}`);
  switch (mark) {
    case "Band":
      return (
        <polygon
          className={named}
          points={[...line(points, (p) => p.y), ...line(points, (p) => p.low ?? p.y).reverse()].join(" ")}
        />
      );
    case "Bars":
      return (
        <g className={named}>
          {points.map((p, i) => (
            <rect
              key={i}
              x={x(p.x) + bar.from}
              width={bar.wide}
              y={Math.min(base, y(p.y))}
              height={Math.abs(base - y(p.y))}
            />
          ))}
        </g>
      );
    case "Whiskers":
      return (
        <g className={named}>
          {points.map((p, i) => (
            <path key={i} d={`M${x(p.x) + middle - 4} ${y(p.y)}h8m-4 0V${y(p.low ?? p.y)}m-4 0h8`} />
          ))}
        </g>
      );
    case "Dots":
      return (
        <g className={named}>
          {points.map((p, i) => (
            <circle key={i} cx={x(p.x)} cy={y(p.y)} r={3.5} />
          ))}
        </g>
      );
    default:
      return <polyline className={named} points={line(points, (p) => p.y).join(" ")} />;
  }
}

function around(values: number[], zero: boolean): [number, number] {
  const all = values.length === 0 ? [0, 1] : values;
  const [low, high] = [Math.min(...all, ...(zero ? [0] : [])), Math.max(...all, ...(zero ? [0] : []))];
  const room = (high - low || Math.abs(high) || 1) * 0.05;
  return [low < 0 || !zero ? low - room : low, high > 0 || !zero ? high + room : high];
}

/** What stands at a place, series by series. */
function read(
  chart: DeskChart,
  at: number,
  places: string[],
  number: (v: number) => string,
  name: (s: DeskSeries) => string,
): string {
  const parts = chart.series.flatMap((s) => {
    const p = places.length > 0 ? s.points.find((q) => q.x === at) : s === chart.series[0] ? s.points[at] : undefined;
    if (!p) return [];
    const across = places.length > 0 ? "" : `${number(p.x)}, `;
    return [`${name(s)} ${across}${p.low == null ? number(p.y) : `${number(p.low)} – ${number(p.y)}`}`];
  });
  return [places[at], ...parts].filter((part) => part !== undefined).join(" · ");
}
