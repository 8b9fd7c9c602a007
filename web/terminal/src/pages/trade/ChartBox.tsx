// The chart panel: candles of a month with working orders, average cost, limits and settlement as lines.
import { lazy, memo, Suspense, useMemo, useState } from "react";
import type { Bar } from "../../api/trading";
import { lots, price } from "../../format/numbers";
import { local } from "../../format/time";
import { useSay } from "../../i18n/words";
import { Empty, Loading } from "../../panels/Panel";
import { useParam } from "../../state/params";
import { useChannel, useFetched, useTopic } from "../../state/venue";
import type { PageProps } from "../page";
import { useTrade } from "./context";
import { Frame } from "./Frame";
import { standsAt } from "./own";
import { words } from "./words";

// The library of charts comes by itself: the ladder need not wait for it.
const Candles = lazy(() => import("./Candles"));

export const intervals = ["1m", "5m", "15m", "1h"] as const;

export interface ChartLine {
  kind: "buy" | "sell" | "cost" | "limit" | "settled" | "average";
  price: string;
  title: string;
}

export function ChartBox({ view, change, look }: PageProps) {
  const say = useSay(words);
  const { symbolOf, orders, positions } = useTrade();
  const symbol = symbolOf("chart");
  const [interval, setInterval] = useParam(view, change, "bar", intervals, "1m");
  const channel = symbol ? `bars.${interval}:${symbol}` : null;
  useChannel(channel);
  const row = useTopic(`row:${symbol}`, (s) => (symbol ? s.rows.get(symbol) : undefined), 250);
  // Four times a second: each time all the chart's canvases are drawn anew.
  const bars = useTopic(
    channel ?? "none",
    (s) => (channel ? (s.spot.get(channel) as readonly Bar[] | undefined) : undefined),
    250,
  );
  const minute = useTopic("status", (s) => Math.floor(Date.parse(s.time ?? "") / 60_000));
  const statistics = useFetched<{ averagePrice: string | null }>(
    symbol ? `v1/statistics/${encodeURIComponent(symbol)}` : null,
    minute,
  );
  const lines: ChartLine[] = [];
  if (row && symbol) {
    const add = (kind: ChartLine["kind"], at: string | null | undefined, title: string) => {
      if (at) lines.push({ kind, price: at, title });
    };
    add("limit", row.limitHigh, say("strip.up"));
    add("limit", row.limitLow, say("strip.down"));
    add("settled", row.previousSettlement, say("strip.previous"));
    add("average", statistics.data?.averagePrice, say("chart.average"));
    for (const leg of positions.data?.positions ?? [])
      if (leg.symbol === symbol)
        add("cost", leg.averageOpen, say(leg.side === "long" ? "chart.costLong" : "chart.costShort", { lots: lots(leg.lots) }));
    for (const o of orders.data ?? [])
      if (o.symbol === symbol)
        add(o.side, standsAt(o), say(o.side === "buy" ? "chart.buy" : "chart.sell", { lots: lots(o.remaining) }));
  }
  const mine = lines.filter((l) => l.kind === "buy" || l.kind === "sell" || l.kind === "cost");
  // The same list while the bars are the same: a new one has all canvases drawn.
  const traded = useMemo(() => (bars ?? []).filter((b) => b.close !== null), [bars]);
  return (
    <Frame
      id="chart"
      live
      title={
        <>
          {say("chart.title")} {symbol && <b>{symbol}</b>}
        </>
      }
      tools={
        <span className="trade-intervals" role="group" aria-label={say("chart.interval")}>
          {intervals.map((i) => (
            <button key={i} type="button" className="small" aria-pressed={i === interval} onClick={() => setInterval(i)}>
              {i}
            </button>
          ))}
        </span>
      }
    >
      {!symbol || !row ? (
        <Empty>{say("none.month")}</Empty>
      ) : !bars ? (
        <Loading what={say("chart.title")} rows={10} />
      ) : traded.length === 0 ? (
        <Empty>{say("chart.none", { symbol })}</Empty>
      ) : (
        <figure className="trade-figure" aria-label={say("chart.title")}>
          <Suspense fallback={<Loading what={say("chart.title")} rows={10} />}>
            <Candles bars={traded} lines={lines} row={row} look={look} openInterest={row.openInterest} />
          </Suspense>
          <figcaption className="muted">
            {say("chart.summary", {
              symbol,
              count: traded.length,
              first: price(traded[0]!.open),
              last: price(traded.at(-1)!.close),
              low: price(extreme(traded, "low")),
              high: price(extreme(traded, "high")),
            })}
            {mine.length > 0 && (
              <ul className="trade-lines" aria-label={say("chart.own")}>
                {mine.map((l, i) => (
                  <li key={`${l.kind} ${l.price} ${i}`} data-line={l.kind}>
                    {l.title} <span className="num">{price(l.price)}</span>
                  </li>
                ))}
              </ul>
            )}
            <BarTable bars={traded} calendar={row.calendar} />
          </figcaption>
        </figure>
      )}
    </Frame>
  );
}

/** The newest bars in figures; nothing is made of them while nobody looks. */
const BarTable = memo(function BarTable({ bars, calendar }: { bars: readonly Bar[]; calendar: string }) {
  const say = useSay(words);
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{say("chart.table")}</summary>
      {open && (
        <div className="scroll" tabIndex={0} role="region" aria-label={say("chart.table")}>
          <table>
            <thead>
              <tr>
                <th scope="col" className="left">
                  {say("fills.time")}
                </th>
                {(["open", "high", "low", "close"] as const).map((n) => (
                  <th key={n} scope="col">
                    {say(`chart.${n}`)}
                  </th>
                ))}
                <th scope="col">{say("strip.volume")}</th>
              </tr>
            </thead>
            <tbody>
              {bars
                .slice(-60)
                .reverse()
                .map((b) => {
                  const at = local(b.start, calendar);
                  return (
                    <tr key={b.start}>
                      <td className="left muted">{at ? `${at.day.slice(5)} ${at.clock.slice(0, 5)}` : ""}</td>
                      <td>{price(b.open)}</td>
                      <td>{price(b.high)}</td>
                      <td>{price(b.low)}</td>
                      <td>{price(b.close)}</td>
                      <td>{lots(b.volume)}</td>
                    </tr>
                  );
                })}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
});

function extreme(bars: readonly Bar[], name: "low" | "high"): string | null {
  let found: string | null = null;
  for (const b of bars) {
    const v = b[name];
    if (v !== null && (found === null || (name === "low" ? Number(v) < Number(found) : Number(v) > Number(found)))) found = v;
  }
  return found;
}
