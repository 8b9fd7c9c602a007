// The static ladder: fixed prices, depth written straight into the page, orders by a click only when armed.
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { Instrument } from "../../api/types";
import { useSay } from "../../i18n/words";
import { LegStrip } from "../../panels/LegStrip";
import { Empty, Loading } from "../../panels/Panel";
import { PhaseStrip } from "../../panels/PhaseStrip";
import { useKeys } from "../../state/keys";
import { usePaint } from "../../state/paint";
import { useChannel, useTopic, useVenue } from "../../state/venue";
import type { Side } from "../../ticket/order";
import { useTrade } from "./context";
import { Frame } from "./Frame";
import { clickMeans, groups, leastRows, placed, regrouped, resized, topFor } from "./ladder";
import { ownAt, paintLadder, rowOf, textAt, type LadderView } from "./paintLadder";
import { words } from "./words";

/** Of a row that is not there yet; the density of the page says how high they are. */
const rowHeight = 20;

export function StaticLadder() {
  const say = useSay(words);
  const { symbolOf, arming, may } = useTrade();
  const symbol = symbolOf("ladder");
  // What is drawn of the row is its phase and its tick; prices are painted below.
  const row = useTopic(`row:${symbol}`, (s) => (symbol ? s.rows.get(symbol) : undefined), 250);
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
          title={may.why || say(arming.armed ? "arm.onTitle" : "arm.offTitle")}
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
  const { orders, arming, change, mean, ticket, choose, do: act } = useTrade();
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
  const [group, setGroup] = useState(1);
  const at = Math.min(active.row, count - 1);
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

  const viewNow = (): LadderView => ({
    row: store.rows.get(symbol) ?? row,
    book: store.books.get(symbol),
    orders: orders.data ?? [],
    top: top.current,
    group,
  });
  const lastRow = (live: Instrument) => rowOf(live.last ?? live.previousSettlement, live, group);
  const paint = () => {
    if (!body.current) return;
    top.current = placed(top.current, lastRow(store.rows.get(symbol) ?? row), count, held.current);
    const rowAt = paintLadder(body.current, viewNow());
    // What a reader of the screen hears of the row in hand: price, both sides, own orders.
    const heard = say("ladder.row", { ...rowAt(at) });
    const level = body.current.children[at];
    const before = body.current.querySelector("[aria-label]");
    if (before !== level) before?.removeAttribute("aria-label");
    if (level && level.getAttribute("aria-label") !== heard) level.setAttribute("aria-label", heard);
  };
  usePaint([`depth:${symbol}`, `row:${symbol}`, `orders:${orders.data?.length ?? 0}`], 50, paint);

  const recentre = () => {
    const last = lastRow(store.rows.get(symbol) ?? row);
    if (last !== null) top.current = topFor(last, count);
    paint();
  };
  const regroup = (next: number) => {
    if (next === group) return;
    // Other rows: the market comes to their middle.
    top.current = null;
    setGroup(next);
  };
  useKeys([
    { id: "trade.centre", keys: "Space", label: { en: "Recentre the ladder", zh: "梯形报价居中" }, run: recentre },
    {
      id: "trade.wider",
      keys: "]",
      label: { en: "Wider rows of the ladder", zh: "合并更多价位" },
      run: () => regroup(regrouped(group, 1)),
    },
    {
      id: "trade.narrower",
      keys: "[",
      label: { en: "Narrower rows of the ladder", zh: "减少合并价位" },
      run: () => regroup(regrouped(group, -1)),
    },
  ]);

  const meant = (k: number, side: Side, from: string | null) => {
    const text = textAt(viewNow(), k);
    if (text === "") return;
    const meaning = clickMeans(arming.armed, from, text);
    if (meaning === "send") act.limit(symbol, side, text);
    else if (meaning === "fill") {
      choose("ticket", symbol);
      mean(side);
      change({ type: ticket.type === "stop-limit" ? "stop-limit" : "limit", price: text });
    } else act.moved(symbol, text);
  };
  const cancelAt = (k: number, side: Side) => ownAt(viewNow(), k, side).forEach(act.cancel);
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
    else if (cell.column === 0) cancelAt(cell.k, "buy");
    else if (cell.column === 4) cancelAt(cell.k, "sell");
  };
  const pressed = (e: KeyboardEvent) => {
    if (e.altKey || e.ctrlKey || e.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[e.key];
    if (step !== undefined) setActive((a) => ({ ...a, row: Math.min(count - 1, Math.max(0, a.row + step)) }));
    else if (e.key === "ArrowLeft") setActive((a) => ({ ...a, side: "buy" }));
    else if (e.key === "ArrowRight") setActive((a) => ({ ...a, side: "sell" }));
    else if (e.key === "Enter") meant(at, active.side, textAt(viewNow(), at));
    else if (e.key === "Delete") cancelAt(at, active.side);
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
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
              downAt.current = cell ? textAt(viewNow(), cell.k) : null;
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
      <label className="field trade-group">
        <span className="muted">{say("ladder.group")}</span>
        <select value={group} onChange={(e) => regroup(Number(e.target.value))}>
          {groups.map((n) => (
            <option key={n} value={n}>
              {n}
            </option>
          ))}
        </select>
      </label>
      {resyncing && <p className="note warn">{say("ladder.resync")}</p>}
      <p className="note muted trade-hint">{say(arming.armed ? "ladder.hintArmed" : `disarmed.${arming.why}`)}</p>
    </div>
  );
}
