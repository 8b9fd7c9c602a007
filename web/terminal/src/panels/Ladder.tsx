// The book of one month: asks above, bids below, the last trade between them, the day's limits at the ends.
import { memo, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Instrument, Level } from "../api/types";
import { minus, sign } from "../format/decimal";
import { absent, arrow, dayChange, lots, price, signed } from "../format/numbers";
import { useWords } from "../i18n";
import { shortUnit } from "../i18n/phrases";
import { useChannel, useTopic, useVenue } from "../state/venue";
import { isPlain, LegStrip } from "./LegStrip";
import { Direction, Empty, Loading, Panel } from "./Panel";
import { PhaseStrip } from "./PhaseStrip";

const rowHeight = 20;
const leastLevels = 10;
const mostLevels = 20;

export function Ladder({ symbol }: { symbol: string | null }) {
  const { t } = useWords();
  const row = useTopic(`row:${symbol}`, (s) => (symbol ? s.rows.get(symbol) : undefined), 200);
  const short = row ? shortUnit(row.quote) : null;
  return (
    <Panel
      id="ladder"
      live
      title={
        <>
          {t("ladder.title")} {symbol && <b>{symbol}</b>}
        </>
      }
      tools={
        row && (!row.spread || isPlain(row.spread)) && <span className="muted">{short ? t(short) : row.quote}</span>
      }
    >
      {symbol && row ? (
        <Book key={symbol} symbol={symbol} row={row} />
      ) : symbol ? (
        <Loading what={t("ladder.title")} rows={20} />
      ) : (
        <Empty>{t("ladder.none")}</Empty>
      )}
    </Panel>
  );
}

function Book({ symbol, row }: { symbol: string; row: Instrument }) {
  const { t } = useWords();
  const { store } = useVenue();
  useChannel(`depth:${symbol}`);
  useEffect(() => () => store.forget(symbol), [store, symbol]);
  const book = useTopic(`depth:${symbol}`, (s) => s.books.get(symbol), 50);
  const resyncing = useTopic(`depth:${symbol}`, (s) => s.resyncing.has(`depth:${symbol}`));
  const empty = book !== undefined && book.bids.length === 0 && book.asks.length === 0;
  const [levels, measure] = useLevels(`${book === undefined} ${row.phase} ${resyncing} ${empty}`);
  const most = book
    ? Math.max(1, ...book.bids.slice(0, levels).map((l) => l.lots), ...book.asks.slice(0, levels).map((l) => l.lots))
    : 1;
  return (
    <div className="fill" ref={measure}>
      <PhaseStrip row={row} />
      {row.spread && <LegStrip legs={row.spread} tick={row.tickSize} />}
      {!book ? (
        <Loading what={t("ladder.title")} rows={20} />
      ) : (
        <table
          className="ladder"
          aria-label={t("ladder.label", { symbol })}
          data-resync={resyncing || undefined}
          data-phase={row.phase}
        >
          <thead>
            <tr>
              <th scope="col">{t("ladder.bidOrders")}</th>
              <th scope="col">{t("ladder.bidLots")}</th>
              <th scope="col" className="center">
                {t("ladder.price")}
              </th>
              <th scope="col" className="left">
                {t("ladder.askLots")}
              </th>
              <th scope="col" className="left">
                {t("ladder.askOrders")}
              </th>
            </tr>
          </thead>
          <tbody>
            <Edge label={t("ladder.limitUp")} value={row.limitHigh} />
            {Array.from({ length: levels }, (_, k) => levels - 1 - k).map((k) => (
              <AskRow key={`a${k}`} level={book.asks[k]} most={most} best={k === 0 ? `ask:${symbol}` : undefined} />
            ))}
            <tr className="between">
              <td colSpan={5}>
                <Between
                  row={row}
                  last={book.last ?? row.last}
                  lastLots={book.lastLots}
                  spread={minus(book.asks[0]?.price, book.bids[0]?.price)}
                />
              </td>
            </tr>
            {Array.from({ length: levels }, (_, k) => (
              <BidRow key={`b${k}`} level={book.bids[k]} most={most} best={k === 0 ? `bid:${symbol}` : undefined} />
            ))}
            <Edge label={t("ladder.limitDown")} value={row.limitLow} />
          </tbody>
        </table>
      )}
      {resyncing && <p className="note warn">{t("ladder.resync")}</p>}
      {empty && (
        <p className="note muted">{t(row.phase === "closed" ? "ladder.emptyClosed" : "ladder.empty", { symbol })}</p>
      )}
    </div>
  );
}

/**
 * As many levels as the panel has room for, never fewer than ten on a side.
 * @param beside what stands above and below the table; measured again when it changes.
 */
function useLevels(beside: string): [number, (element: HTMLDivElement | null) => void] {
  const [levels, setLevels] = useState(leastLevels);
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  const held = useRef(levels);
  useLayoutEffect(() => {
    if (!element) return;
    const observer = new ResizeObserver(() => {
      let room = element.clientHeight - rowHeight * 3 - 24;
      for (const other of element.children) if (other.tagName !== "TABLE") room -= (other as HTMLElement).offsetHeight;
      const fit = Math.min(mostLevels, Math.max(leastLevels, Math.floor(room / rowHeight / 2)));
      if (fit === held.current) return;
      held.current = fit;
      setLevels(fit);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element, beside]);
  return [levels, setElement];
}

function Edge({ label, value }: { label: string; value: string | null }) {
  return (
    <tr className="edge">
      <td colSpan={2}>{label}</td>
      <td className="center">{price(value)}</td>
      <td colSpan={2} />
    </tr>
  );
}

function Between({
  row,
  last,
  lastLots,
  spread,
}: {
  row: Instrument;
  last: string | null;
  lastLots: number | null;
  spread: string | null;
}) {
  const { t } = useWords();
  const { change, percent } = dayChange({ ...row, last });
  const way = sign(change);
  return (
    <div className="last">
      <span className="muted">{t("ladder.last")}</span>
      <b className="num" data-q={`last:${row.symbol}`}>
        <Direction of={way}>{price(last)}</Direction>
      </b>
      <span className="num muted">{lastLots === null ? "" : `× ${lots(lastLots)}`}</span>
      <span className="num">
        <Direction of={way}>
          {change === null
            ? ""
            : percent === null
              ? `${arrow(change)}${signed(change)}`
              : `${arrow(change)}${signed(percent)}%`}
        </Direction>
      </span>
      <span className="num muted spread">
        {spread !== null && sign(spread) > 0 ? t("ladder.spread", { spread }) : ""}
      </span>
    </div>
  );
}

function share(level: Level | undefined, most: number): { style?: Record<string, string> } {
  return level ? { style: { "--share": `${((level.lots / most) * 100).toFixed(1)}%` } } : {};
}

const AskRow = memo(function AskRow({ level, most, best }: LevelProps) {
  return (
    <tr className="level">
      <td />
      <td />
      <td className="center ask" data-q={best}>
        {level ? price(level.price) : best && absent}
      </td>
      <td className="left depth ask" {...share(level, most)}>
        {level ? lots(level.lots) : ""}
      </td>
      <td className="left muted">{level ? level.orders : ""}</td>
    </tr>
  );
}, same);

const BidRow = memo(function BidRow({ level, most, best }: LevelProps) {
  return (
    <tr className="level">
      <td className="muted">{level ? level.orders : ""}</td>
      <td className="depth bid" {...share(level, most)}>
        {level ? lots(level.lots) : ""}
      </td>
      <td className="center bid" data-q={best}>
        {level ? price(level.price) : best && absent}
      </td>
      <td />
      <td />
    </tr>
  );
}, same);

interface LevelProps {
  level: Level | undefined;
  most: number;
  /** Of the best level: what quantity its price is. */
  best: string | undefined;
}

function same(a: LevelProps, b: LevelProps): boolean {
  return (
    a.most === b.most &&
    a.level?.price === b.level?.price &&
    a.level?.lots === b.level?.lots &&
    a.level?.orders === b.level?.orders
  );
}
