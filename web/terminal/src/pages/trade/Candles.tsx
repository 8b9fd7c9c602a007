// Candles drawn by lightweight-charts: hollow when they rise, volume and open interest below, price lines over them.
import {
  CandlestickSeries,
  createChart,
  HistogramSeries,
  LineSeries,
  LineStyle,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  type UTCTimestamp,
} from "lightweight-charts";
import { useEffect, useRef } from "react";
import type { Bar } from "../../api/trading";
import type { Instrument } from "../../api/types";
import { local } from "../../format/time";
import { useSay } from "../../i18n/words";
import type { ChartLine } from "./ChartBox";
import { words } from "./words";

interface CandlesProps {
  bars: readonly Bar[];
  lines: readonly ChartLine[];
  row: Instrument;
  look: string;
  openInterest: number;
}

const seconds = (iso: string) => (Date.parse(iso) / 1000) as UTCTimestamp;

interface Drawing {
  chart: IChartApi;
  candles: ISeriesApi<"Candlestick">;
  volume: ISeriesApi<"Histogram">;
  interest: ISeriesApi<"Line">;
  lines: IPriceLine[];
}

export default function Candles({ bars, lines, row, look, openInterest }: CandlesProps) {
  const say = useSay(words);
  const box = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const drawn = useRef<{ first: string; last: number; count: number } | null>(null);
  // Open interest is told for now only: its line begins when the page does.
  const seen = useRef(new Map<number, number>());

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const style = getComputedStyle(document.documentElement);
    const token = (name: string) => style.getPropertyValue(name).trim();
    const clock = (time: unknown) => local(new Date((time as number) * 1000).toISOString(), row.calendar);
    const chart = createChart(element, {
      autoSize: true,
      layout: {
        background: { color: token("--panel") },
        textColor: token("--muted"),
        fontFamily: getComputedStyle(document.body).fontFamily,
        fontSize: 11,
        panes: { separatorColor: token("--line") },
      },
      grid: { vertLines: { color: token("--grid") }, horzLines: { color: token("--grid") } },
      rightPriceScale: { borderColor: token("--line") },
      timeScale: {
        borderColor: token("--line"),
        timeVisible: true,
        secondsVisible: false,
        tickMarkFormatter: (time: unknown, kind: number) => {
          const at = clock(time);
          return at ? (kind <= 2 ? at.day.slice(5) : at.clock.slice(0, 5)) : "";
        },
      },
      localization: {
        timeFormatter: (time: unknown) => {
          const at = clock(time);
          return at ? `${at.day} ${at.clock.slice(0, 5)}` : "";
        },
      },
    });
    const tick = Number(row.tickSize);
    const candles = chart.addSeries(CandlestickSeries, {
      upColor: "transparent",
      borderUpColor: token("--up"),
      wickUpColor: token("--up"),
      downColor: token("--dn"),
      borderDownColor: token("--dn"),
      wickDownColor: token("--dn"),
      priceFormat: { type: "price", precision: row.priceDecimals, minMove: tick },
    });
    const volume = chart.addSeries(
      HistogramSeries,
      { color: token("--control"), priceFormat: { type: "volume" }, lastValueVisible: false, priceLineVisible: false },
      1,
    );
    const interest = chart.addSeries(
      LineSeries,
      { color: token("--model"), lineWidth: 1, priceScaleId: "left", priceFormat: { type: "volume" }, priceLineVisible: false },
      1,
    );
    chart.panes()[1]?.setStretchFactor(0.3);
    drawing.current = { chart, candles, volume, interest, lines: [] };
    drawn.current = null;
    return () => {
      chart.remove();
      drawing.current = null;
    };
  }, [row.symbol, row.calendar, row.tickSize, row.priceDecimals, look]);

  useEffect(() => {
    const d = drawing.current;
    const last = bars.at(-1);
    if (!d || !last) return;
    seen.current.set(seconds(last.start), openInterest);
    const candle = (b: Bar) => ({
      time: seconds(b.start),
      open: Number(b.open),
      high: Number(b.high),
      low: Number(b.low),
      close: Number(b.close),
    });
    const [first, end, before] = [bars[0]!.start, seconds(last.start), drawn.current];
    const more = before ? bars.length - before.count : -1;
    if (before?.first === first && end >= before.last && (more === 0 || more === 1)) {
      d.candles.update(candle(last));
      d.volume.update({ time: seconds(last.start), value: last.volume });
      d.interest.update({ time: seconds(last.start), value: openInterest });
    } else {
      // A replay goes back: what was seen later than its moment has not been yet.
      for (const at of [...seen.current.keys()]) if (at > end) seen.current.delete(at);
      d.candles.setData(bars.map(candle));
      d.volume.setData(bars.map((b) => ({ time: seconds(b.start), value: b.volume })));
      d.interest.setData(
        bars.filter((b) => seen.current.has(seconds(b.start))).map((b) => ({
          time: seconds(b.start),
          value: seen.current.get(seconds(b.start))!,
        })),
      );
      if (drawn.current === null)
        d.chart.timeScale().setVisibleLogicalRange({ from: bars.length - 120, to: bars.length + 3 });
    }
    drawn.current = { first, last: end, count: bars.length };
    // Open interest comes with the next bar: a drawing of its own would cost as much again.
  }, [bars, look, row.symbol]);

  const key = JSON.stringify(lines);
  useEffect(() => {
    const d = drawing.current;
    if (!d) return;
    const style = getComputedStyle(document.documentElement);
    const token = (name: string) => style.getPropertyValue(name).trim();
    const colours: Record<ChartLine["kind"], string> = {
      buy: token("--bid"),
      sell: token("--ask"),
      cost: token("--warn"),
      limit: token("--muted"),
      settled: token("--muted"),
      average: token("--model"),
    };
    d.lines.forEach((l) => d.candles.removePriceLine(l));
    d.lines = (JSON.parse(key) as ChartLine[]).map((l) =>
      d.candles.createPriceLine({
        price: Number(l.price),
        color: colours[l.kind],
        lineWidth: 1,
        lineStyle: l.kind === "limit" ? LineStyle.Dotted : l.kind === "settled" ? LineStyle.Dashed : LineStyle.Solid,
        axisLabelVisible: l.kind === "buy" || l.kind === "sell" || l.kind === "cost",
        title: l.title,
      }),
    );
    if (box.current) box.current.dataset.lines = String(d.lines.length);
  }, [key, look, row.symbol]);

  /** The same as dragging it, a third of what is seen. */
  const scroll = (by: -1 | 1) => {
    const scale = drawing.current?.chart.timeScale();
    const range = scale?.getVisibleLogicalRange();
    if (!scale || !range) return;
    const step = ((range.to - range.from) / 3) * by;
    scale.setVisibleLogicalRange({ from: range.from + step, to: range.to + step });
  };
  return (
    <>
      <div className="trade-candles" ref={box} />
      <div className="trade-pan">
        <button type="button" className="small" aria-label={say("chart.earlier")} onClick={() => scroll(-1)}>
          ◀
        </button>
        <button type="button" className="small" aria-label={say("chart.later")} onClick={() => scroll(1)}>
          ▶
        </button>
      </div>
    </>
  );
}
