// A wall of small intraday charts: the months with the most open interest, each against its previous settlement.
import { useEffect, useRef, useState } from "react";
import type { Bar } from "../../api/trading";
import type { Instrument } from "../../api/types";
import { sign } from "../../format/decimal";
import { arrow, dayChange, price, signed } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { Empty, Loading } from "../../panels/Panel";
import { classed, usePaint, write } from "../../state/paint";
import { useFetched, useTopic, useVenue } from "../../state/venue";
import { useTrade } from "./context";
import { Frame } from "./Frame";
import { words } from "./words";

export const most = 12;
/** Bars of five minutes in a picture, and how often they are asked for again, milliseconds. */
const bars = 96;
const every = 30_000;

const width = 200;
const height = 80;

/** The months with the most open interest, in the order of the board. */
export function wallOf(rows: readonly Instrument[]): string[] {
  const months = rows.filter((r) => !r.spread);
  const chosen = new Set(months.toSorted((a, b) => b.openInterest - a.openInterest).slice(0, most));
  return months.filter((r) => chosen.has(r)).map((r) => r.symbol);
}

export interface Picture {
  line: string;
  /** Height of the previous settlement; null: it is not known. */
  settled: number | null;
}

/** Closing prices and the previous settlement in one scale; null: nothing to draw. For drawing only. */
export function pictureOf(closes: readonly string[], settlement: string | null): Picture | null {
  if (closes.length < 2) return null;
  const values = closes.map(Number);
  const base = settlement === null ? null : Number(settlement);
  const all = base === null ? values : [...values, base];
  const low = Math.min(...all);
  const span = Math.max(...all) - low;
  const y = (v: number) => Number((span === 0 ? height / 2 : height - 3 - ((v - low) / span) * (height - 6)).toFixed(1));
  const x = (i: number) => ((i / (values.length - 1)) * width).toFixed(1);
  return { line: values.map((v, i) => `${x(i)},${y(v)}`).join(" "), settled: base === null ? null : y(base) };
}

export function Wall() {
  const say = useSay(words);
  const { store } = useVenue();
  const symbols = useTopic("board", (s) => s.symbols);
  const known = useTopic("board", (s) => s.boardKnown);
  const [shown, setShown] = useState<readonly string[]>([]);
  // Chosen when the list of months changes, not when open interest does: nothing moves under the eye.
  useEffect(() => setShown(wallOf(symbols.flatMap((s) => store.rows.get(s) ?? []))), [symbols, store]);
  return (
    <Frame id="wall" live title={say("wall.title")}>
      {symbols.length === 0 ? (
        known ? <Empty>{say("watch.none")}</Empty> : <Loading what={say("wall.title")} rows={12} />
      ) : (
        <div className="trade-wall">
          {shown.map((symbol) => (
            <Tile key={symbol} symbol={symbol} />
          ))}
        </div>
      )}
    </Frame>
  );
}

function Tile({ symbol }: { symbol: string }) {
  const say = useSay(words);
  const { store } = useVenue();
  const { choose, symbolOf } = useTrade();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((n) => n + 1), every);
    return () => clearInterval(timer);
  }, []);
  const told = useFetched<Bar[]>(`v1/bars/${encodeURIComponent(symbol)}?interval=5m&limit=${bars}`, turn);
  const settlement = useTopic(`row:${symbol}`, (s) => s.rows.get(symbol)?.previousSettlement ?? null);
  const picture = pictureOf((told.data ?? []).flatMap((b) => (b.close === null ? [] : [b.close])), settlement);
  const last = useRef<HTMLElement>(null);
  const move = useRef<HTMLSpanElement>(null);
  usePaint([`row:${symbol}`], 200, () => {
    const row = store.rows.get(symbol);
    const { change, percent } = row ? dayChange(row) : { change: null, percent: null };
    const way = sign(change);
    const direction = way > 0 ? "num up" : way < 0 ? "num down" : "num";
    write(last.current, price(row?.last));
    write(
      move.current,
      change === null ? "–" : `${arrow(change)}${signed(change)}${percent === null ? "" : ` ${signed(percent)}%`}`,
    );
    classed(last.current, direction);
    classed(move.current, direction);
  });
  return (
    <button
      type="button"
      className="trade-tile"
      aria-pressed={symbolOf("watch") === symbol}
      onClick={() => choose("watch", symbol)}
    >
      <span className="trade-tile-head">
        <span>{symbol}</span> <b ref={last} data-q={`last:${symbol}`} /> <span ref={move} />
      </span>
      {picture ? (
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          {picture.settled !== null && <path className="settled" d={`M0 ${picture.settled}H${width}`} />}
          <polyline points={picture.line} />
        </svg>
      ) : (
        <span className="muted trade-tile-none">{told.loading ? "···" : say("wall.none")}</span>
      )}
    </button>
  );
}
