// The board: rows by family, written live; one tab stop, arrows move, Enter trades.
import { memo, useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from "react";
import { get } from "../../api/client";
import type { Instrument } from "../../api/types";
import { price } from "../../format/numbers";
import { useWords } from "../../i18n";
import { phrase, shortUnit } from "../../i18n/phrases";
import { useSay } from "../../i18n/words";
import { isPlain, weighted } from "../../panels/LegStrip";
import { isOwn, phaseKey } from "../../panels/PhaseStrip";
import { usePaint } from "../../state/paint";
import { useTopic, useVenue } from "../../state/venue";
import { FigureQueue } from "./figures";
import { familyOf, grouped, nextSort, sortable, type Column, type Sort } from "./order";
import { cells, paintRow, sparkHeight, sparkWidth, type Cell } from "./paintRow";
import { words } from "./words";

interface BoardProps {
  rows: readonly Instrument[];
  chosen: string | null;
  sort: Sort;
  setSort: (sort: Sort) => void;
  choose: (symbol: string) => void;
  trade: (symbol: string) => void;
  tradeAddress: (symbol: string) => string;
  product: (contract: string) => void;
  /** The board's changes of open interest, for whoever sorts by them. */
  queueMade: (queue: FigureQueue) => void;
}

const dayMs = 86_400_000;

export function Board(props: BoardProps) {
  const { rows, chosen, sort, setSort, choose, trade, tradeAddress, product, queueMade } = props;
  const say = useSay(words);
  const { store } = useVenue();
  const table = useRef<HTMLTableElement>(null);
  const [queue, setQueue] = useState<FigureQueue | null>(null);
  const seen = useRef(new Set<string>());
  const paint = useRef(() => undefined as void);

  useEffect(() => {
    const made = new FigureQueue(get, () => paint.current());
    setQueue(made);
    queueMade(made);
    return () => made.close();
  }, [queueMade]);

  const symbols = rows.map((r) => r.symbol);
  const shape = symbols.join();
  // Only of rows that are seen is more asked for.
  useEffect(() => {
    const watch = new IntersectionObserver((told) => {
      for (const { target, isIntersecting } of told) {
        const symbol = (target as HTMLElement).dataset.symbol!;
        if (isIntersecting) seen.current.add(symbol);
        else seen.current.delete(symbol);
      }
      paint.current();
    });
    seen.current.clear();
    for (const tr of table.current?.querySelectorAll("tr[data-symbol]") ?? []) watch.observe(tr);
    return () => watch.disconnect();
  }, [shape, sort, queue]);

  paint.current = () => {
    for (const tr of table.current?.querySelectorAll<HTMLTableRowElement>("tr[data-symbol]") ?? []) {
      const symbol = tr.dataset.symbol!;
      const row = store.rows.get(symbol);
      if (!row) continue;
      if (seen.current.has(symbol)) queue?.want(symbol, `${row.volume} ${row.previousSettlement}`);
      const day = store.status?.calendars.find((c) => c.calendar === row.calendar)?.day ?? null;
      const days = day === null ? null : Math.round((Date.parse(row.lastTradingDay) - Date.parse(day)) / dayMs);
      paintRow(tr, row, { figures: queue?.known.get(symbol), days, say });
    }
  };
  usePaint(["status", ...symbols.map((s) => `row:${s}`)], 200, () => paint.current());

  const stop = chosen !== null && symbols.includes(chosen) ? chosen : symbols[0];
  const pressed = (e: KeyboardEvent) => {
    if (e.altKey || e.ctrlKey || e.metaKey || (e.target as Element).closest("button")) return;
    const at = symbols.indexOf(stop ?? "");
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 10, PageUp: at - 10, Home: 0, End: Infinity }[e.key];
    if (e.key === "Enter" && stop !== undefined) trade(stop);
    else if (to !== undefined) {
      const next = symbols[Math.min(symbols.length - 1, Math.max(0, to))];
      if (next === undefined) return;
      choose(next);
      table.current?.querySelector<HTMLElement>(`tr[data-symbol="${CSS.escape(next)}"]`)?.focus();
    } else return;
    e.preventDefault();
    e.stopPropagation();
  };
  const body = (list: readonly Instrument[]) =>
    list.map((row) => (
      <Row
        key={row.symbol}
        symbol={row.symbol}
        chosen={row.symbol === chosen}
        stop={row.symbol === stop}
        href={tradeAddress(row.symbol)}
        trade={trade}
      />
    ));
  return (
    <table
      role="grid"
      className="market-board"
      aria-label={say("board.label")}
      aria-rowcount={symbols.length}
      ref={table}
      onKeyDown={pressed}
    >
      <thead>
        <tr>
          <th scope="col" className="left">
            {say("symbol")}
          </th>
          {cells.map((name) => (
            <Head key={name} name={name} sort={sort} setSort={setSort} />
          ))}
        </tr>
      </thead>
      {sort === "" ? (
        grouped(rows).map(([family, list]) => (
          <tbody key={family}>
            <Family first={list[0]!} product={product} />
            {body(list)}
          </tbody>
        ))
      ) : (
        <tbody>{body(rows)}</tbody>
      )}
    </table>
  );
}

function Head({ name, sort, setSort }: { name: Cell; sort: Sort; setSort: (sort: Sort) => void }) {
  const say = useSay(words);
  const column = sortable.find((c) => c === name) as Column | undefined;
  const way = sort === `-${name}` ? "descending" : sort === name ? "ascending" : undefined;
  return (
    <th scope="col" className={`m-${name}`} aria-sort={way} title={say(`title.${name}`)}>
      {column === undefined ? (
        say(name)
      ) : (
        <button type="button" onClick={() => setSort(nextSort(sort, column))}>
          {say(name)}
          <span aria-hidden="true">{way === undefined ? "" : way === "descending" ? " ↓" : " ↑"}</span>
        </button>
      )}
    </th>
  );
}

/** The contract of a leg: what stands before the month. */
const contractOf = (symbol: string) => symbol.split("-")[0]!;

function Family({ first, product }: { first: Instrument; product: (contract: string) => void }) {
  const { t, language } = useWords();
  const say = useSay(words);
  const indexes = useTopic("prints", (s) => s.indexes);
  const index = first.spread ? undefined : indexes?.find((x) => x.index === first.index);
  const short = shortUnit(first.quote);
  const quote = phrase(first.quote, language);
  const unit = phrase(first.unit, language);
  const legs = first.spread;
  const [near, far] = legs ? [contractOf(legs.near), contractOf(legs.far)] : ["", ""];
  return (
    <tr className="market-family">
      <th scope="rowgroup" colSpan={cells.length + 1}>
        <div>
          <button
            type="button"
            className="link"
            title={say("product", { contract: first.contract })}
            onClick={() => product(first.contract)}
          >
            {familyOf(first)}
          </button>
          <span>{language === "zh" ? first.nameZh : first.nameEn}</span>
          {(!legs || isPlain(legs)) && (
            <span className="muted" lang={short ? undefined : quote.lang}>
              {short ? t(short) : quote.text}
            </span>
          )}
          {legs ? (
            <span className="muted m-unit">
              {isPlain(legs)
                ? t("spread.family")
                : t("spread.price", { near: weighted(legs.nearWeight, near), far: weighted(legs.farWeight, far) })}
            </span>
          ) : (
            <span className="muted m-unit" lang={unit.lang}>
              {unit.text}
            </span>
          )}
          {index?.value && (
            <span className="market-index">
              <span className="muted">{index.index}</span> <span className="num">{price(index.value)}</span>
            </span>
          )}
        </div>
      </th>
    </tr>
  );
}

interface RowProps {
  symbol: string;
  chosen: boolean;
  stop: boolean;
  href: string;
  trade: (symbol: string) => void;
}

/** What the stream changes is written by paintRow; here stands what stays. */
const Row = memo(
  function Row({ symbol, chosen, stop, href, trade }: RowProps) {
    const { t } = useWords();
    const phase = useTopic(`row:${symbol}`, (s) => s.rows.get(symbol)?.phase);
    const clicked = (e: MouseEvent) => {
      // A new tab is the browser's affair.
      if (e.metaKey || e.ctrlKey || e.shiftKey || e.button !== 0) return;
      e.preventDefault();
      trade(symbol);
    };
    return (
      <tr
        data-symbol={symbol}
        tabIndex={stop ? 0 : -1}
        aria-selected={chosen}
        className={chosen ? "chosen" : undefined}
        onClick={clicked}
      >
        <th scope="row" className="left">
          <a href={href} tabIndex={-1}>
            {symbol}
          </a>
          {phase && isOwn(phase) && (
            <span className="warn" title={t(phaseKey(phase))}>
              {" "}
              ◐<span className="hidden">{t(phaseKey(phase))}</span>
            </span>
          )}
        </th>
        <td data-q={`last:${symbol}`} />
        <td data-q={`changeOnly:${symbol}`} />
        <td className="m-percent" />
        <td className="m-bid bid" data-q={`bid:${symbol}`} />
        <td className="m-ask ask" data-q={`ask:${symbol}`} />
        <td className="m-volume" data-q={`volume:${symbol}`} />
        <td className="m-interest" data-q={`oi:${symbol}`} />
        <td className="m-added" data-q={`added:${symbol}`} />
        <td className="m-previous muted" data-q={`previous:${symbol}`} />
        <td className="m-room">
          <span className="market-limits" aria-hidden="true" />
          <span className="num" />
        </td>
        <td className="m-spark">
          <svg width={sparkWidth} height={sparkHeight} aria-hidden="true">
            <polyline />
          </svg>
          <span className="hidden" />
        </td>
        <td className="m-days muted" />
      </tr>
    );
  },
  (a, b) => a.symbol === b.symbol && a.chosen === b.chosen && a.stop === b.stop && a.href === b.href,
);
