// The static ladder: fixed prices, depth written straight into the page, orders by a click only when armed.
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { Instrument } from "../../api/types";
import { lots, price as shown } from "../../format/numbers";
import { priceOf, ticksOf } from "../../format/ticks";
import { useSay } from "../../i18n/words";
import { LegStrip } from "../../panels/LegStrip";
import { Empty, Loading } from "../../panels/Panel";
import { PhaseStrip } from "../../panels/PhaseStrip";
import { useKeys } from "../../state/keys";
import { useChannel, useTopic, useVenue } from "../../state/venue";
import type { Side } from "../../ticket/order";
import { useTrade } from "./context";
import { Frame } from "./Frame";
import { clickMeans, leastRows, placed, resized, topFor } from "./ladder";
import { byPrice, lotsLeft } from "./own";
import { classed, usePaint, write } from "../../state/paint";
import { words } from "./words";

/** Of a row that is not there yet; the density of the page says how high they are. */
const rowHeight = 20;

export function StaticLadder() {
  const say = useSay(words);
  const { symbolOf, arming } = useTrade();
  const symbol = symbolOf("ladder");
  const row = useTopic(`row:${symbol}`, (s) => (symbol ? s.rows.get(symbol) : undefined));
  return (
    <Frame
      id="ladder"
      live
      title={
        <>
          {say("ladder.title")} {symbol && <b>{symbol}</b>}
        </>
      }
      tools={
        <button
          type="button"
          className={arming.armed ? "trade-arm armed" : "trade-arm"}
          aria-pressed={arming.armed}
          disabled={!arming.mayArm}
          title={say(arming.armed ? "arm.onTitle" : "arm.offTitle")}
          onClick={(e) => {
            if (arming.armed) return arming.disarm("hand");
            arming.arm();
            // The next key is meant for the ladder: Space on this button would disarm.
            e.currentTarget.closest("section")?.querySelector<HTMLElement>(".trade-ladder")?.focus();
          }}
        >
          {say(arming.armed ? "arm.on" : "arm.off")}
        </button>
      }
    >
      {symbol && row ? (
        <Rows key={symbol} symbol={symbol} row={row} />
      ) : symbol ? (
        <Loading what={say("ladder.title")} rows={20} />
      ) : (
        <Empty>{say("none.month")}</Empty>
      )}
    </Frame>
  );
}

function Rows({ symbol, row }: { symbol: string; row: Instrument }) {
  const say = useSay(words);
  const { store } = useVenue();
  const { orders, arming, change, ticket, choose, do: act } = useTrade();
  useChannel(`depth:${symbol}`);
  useEffect(() => () => store.forget(symbol), [store, symbol]);
  const known = useTopic(`depth:${symbol}`, (s) => s.books.has(symbol));
  const resyncing = useTopic(`depth:${symbol}`, (s) => s.resyncing.has(`depth:${symbol}`));
  const [count, setCount] = useState(leastRows);
  const body = useRef<HTMLDivElement>(null);
  const top = useRef<number | null>(null);
  const held = useRef(false);
  const downAt = useRef<string | null>(null);
  const [active, setActive] = useState({ row: Math.floor(leastRows / 2), side: "buy" as Side });
  const id = useId();

  // As many rows as fit; what stood in the middle stays there.
  const counted = useRef(count);
  useLayoutEffect(() => {
    const element = body.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      const height = (element.firstElementChild as HTMLElement | null)?.offsetHeight || rowHeight;
      const fit = Math.max(leastRows, Math.floor(element.clientHeight / height));
      if (fit === counted.current) return;
      if (top.current !== null) top.current = resized(top.current, counted.current, fit);
      counted.current = fit;
      setCount(fit);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [known]);

  const textAt = (k: number) => (top.current === null ? "" : priceOf(top.current - k, row.tickSize, row.priceDecimals));
  const paint = () => {
    const live = store.rows.get(symbol) ?? row;
    const book = store.books.get(symbol);
    const last = ticksOf(live.last ?? live.previousSettlement, live.tickSize);
    top.current = placed(top.current, last, count, held.current);
    const bids = new Map((book?.bids ?? []).map((l) => [ticksOf(l.price, live.tickSize), l.lots]));
    const asks = new Map((book?.asks ?? []).map((l) => [ticksOf(l.price, live.tickSize), l.lots]));
    const own = byPrice(orders.data ?? [], symbol);
    const low = ticksOf(live.limitLow, live.tickSize);
    const high = ticksOf(live.limitHigh, live.tickSize);
    const settled = ticksOf(live.previousSettlement, live.tickSize);
    const most = Math.max(1, ...bids.values(), ...asks.values());
    [...(body.current?.children ?? [])].forEach((element, k) => {
      const at = top.current === null ? null : top.current - k;
      const text = textAt(k);
      const outside = at === null || (low !== null && at < low) || (high !== null && at > high);
      const cells = element.children;
      const mine = (side: Side) => lotsLeft(own.get(`${side} ${text}`));
      const bid = at === null ? 0 : (bids.get(at) ?? 0);
      const ask = at === null ? 0 : (asks.get(at) ?? 0);
      write(cells[0], mine("buy") ? lots(mine("buy")) : "");
      write(cells[1], bid ? lots(bid) : "");
      write(cells[2], text === "" ? "" : shown(text));
      write(cells[3], ask ? lots(ask) : "");
      write(cells[4], mine("sell") ? lots(mine("sell")) : "");
      (cells[1] as HTMLElement).style.setProperty("--share", `${(bid / most) * 100}%`);
      (cells[3] as HTMLElement).style.setProperty("--share", `${(ask / most) * 100}%`);
      classed(
        element,
        `trade-level${outside ? " outside" : ""}${at !== null && at === last ? " at-last" : ""}${at !== null && at === settled ? " at-settled" : ""}`,
      );
    });
  };
  usePaint([`depth:${symbol}`, `row:${symbol}`, `orders:${orders.data?.length ?? 0}`], 50, paint);

  const recentre = () => {
    const live = store.rows.get(symbol) ?? row;
    const last = ticksOf(live.last ?? live.previousSettlement, live.tickSize);
    if (last !== null) top.current = topFor(last, count);
    paint();
  };
  useKeys([
    { id: "trade.centre", keys: "Space", label: { en: "Recentre the ladder", zh: "梯形报价居中" }, run: recentre },
  ]);

  const meant = (k: number, side: Side, from: string | null) => {
    const text = textAt(k);
    if (text === "") return;
    const meaning = clickMeans(arming.armed, from, text);
    if (meaning === "send") act.limit(symbol, side, text);
    else if (meaning === "fill") {
      choose("ticket", symbol);
      change({ type: ticket.type === "stop-limit" ? "stop-limit" : "limit", price: text });
    } else act.moved(symbol, text);
  };
  const ownAt = (k: number, side: Side) => byPrice(orders.data ?? [], symbol).get(`${side} ${textAt(k)}`) ?? [];
  const cellOf = (e: PointerEvent | React.MouseEvent) => {
    const cell = (e.target as Element).closest("[role=gridcell]");
    const level = cell?.parentElement;
    if (!cell || !level || level.parentElement !== body.current) return null;
    return { k: [...body.current!.children].indexOf(level), column: [...level.children].indexOf(cell) };
  };
  const clicked = (e: React.MouseEvent) => {
    const cell = cellOf(e);
    if (!cell) return;
    const from = downAt.current;
    downAt.current = null;
    if (cell.column === 1) meant(cell.k, "buy", from);
    else if (cell.column === 3) meant(cell.k, "sell", from);
    else if (cell.column === 0) ownAt(cell.k, "buy").forEach(act.cancel);
    else if (cell.column === 4) ownAt(cell.k, "sell").forEach(act.cancel);
  };
  const pressed = (e: KeyboardEvent) => {
    if (e.altKey || e.ctrlKey || e.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[e.key];
    if (step !== undefined) setActive((a) => ({ ...a, row: Math.min(count - 1, Math.max(0, a.row + step)) }));
    else if (e.key === "ArrowLeft") setActive((a) => ({ ...a, side: "buy" }));
    else if (e.key === "ArrowRight") setActive((a) => ({ ...a, side: "sell" }));
    else if (e.key === "Enter") meant(active.row, active.side, textAt(active.row));
    else if (e.key === "Delete") ownAt(active.row, active.side).forEach(act.cancel);
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  const at = Math.min(active.row, count - 1);
  const cells = body.current?.children[at]?.children;
  return (
    <div className="fill trade-ladder-box">
      <PhaseStrip row={row} />
      {row.spread && <LegStrip legs={row.spread} tick={row.tickSize} />}
      {!known ? (
        <Loading what={say("ladder.title")} rows={20} />
      ) : (
        <div
          className="trade-ladder"
          role="grid"
          tabIndex={0}
          aria-label={say("ladder.label", { symbol })}
          aria-rowcount={count}
          aria-colcount={5}
          aria-activedescendant={`${id}-${at}`}
          data-armed={arming.armed || undefined}
          data-side={active.side}
          onKeyDown={pressed}
        >
          <div className="trade-level head" role="row">
            {(["mine", "bid", "price", "ask", "mine"] as const).map((name, i) => (
              <span key={i} role="columnheader">
                {say(`ladder.${name}`)}
              </span>
            ))}
          </div>
          <div
            className="trade-rows"
            role="rowgroup"
            ref={body}
            onPointerEnter={() => (held.current = true)}
            onPointerLeave={() => (held.current = false)}
            onPointerDown={(e) => {
              const cell = cellOf(e);
              downAt.current = cell ? textAt(cell.k) : null;
            }}
            onClick={clicked}
          >
            {Array.from({ length: count }, (_, k) => (
              <div
                key={k}
                id={`${id}-${k}`}
                role="row"
                aria-rowindex={k + 1}
                aria-selected={k === at}
                className="trade-level"
                data-active={k === at || undefined}
                aria-label={k === at ? nameOf(say, textAt(k), cells) : undefined}
              >
                <span role="gridcell" className="mine" />
                <span role="gridcell" className="lots bid" />
                <span role="gridcell" className="price" />
                <span role="gridcell" className="lots ask" />
                <span role="gridcell" className="mine" />
              </div>
            ))}
          </div>
        </div>
      )}
      {resyncing && <p className="note warn">{say("ladder.resync")}</p>}
      <p className="note muted trade-hint">{say(arming.armed ? "ladder.hintArmed" : `disarmed.${arming.why}`)}</p>
    </div>
  );
}

/** "9.28, bid 52 lots, ask 0, my orders 10": what a reader of the screen hears of a row. */
function nameOf(say: ReturnType<typeof useSay<keyof typeof words.en>>, text: string, cells: HTMLCollection | undefined) {
  const of = (k: number) => cells?.[k]?.textContent || "0";
  return say("ladder.row", { price: text, bid: of(1), ask: of(3), buys: of(0), sells: of(4) });
}
