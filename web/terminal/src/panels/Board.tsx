// The board: every listed month by product. One tab stop; up and down choose the month.
import { memo, useRef, type KeyboardEvent } from "react";
import type { IndexSummary, Instrument } from "../api/types";
import { sign } from "../format/decimal";
import { arrow, dayChange, lots, price, signed } from "../format/numbers";
import { useWords } from "../i18n";
import { phrase, shortUnit } from "../i18n/phrases";
import { useTopic, useVenue } from "../state/venue";
import { isPlain, weighted } from "./LegStrip";
import { Direction, Empty, Failed, Loading, Panel } from "./Panel";
import { isOwn, phaseKey } from "./PhaseStrip";

interface BoardProps {
  chosen: string | null;
  choose: (symbol: string) => void;
  indexes: readonly IndexSummary[];
  retry: () => void;
}

export function Board({ chosen, choose, indexes, retry }: BoardProps) {
  const { t } = useWords();
  const symbols = useTopic("board", (s) => s.symbols);
  const known = useTopic("board", (s) => s.boardKnown);
  const failure = useTopic("board", (s) => s.failure);
  return (
    <Panel
      id="board"
      title={t("board.title")}
      live
      tools={
        <span className="muted hint">
          {t("board.base")} · {t("board.hint")}
        </span>
      }
    >
      {symbols.length > 0 ? (
        <Table symbols={symbols} chosen={chosen} choose={choose} indexes={indexes} />
      ) : known ? (
        <Empty>{t("board.empty")}</Empty>
      ) : failure ? (
        <Failed what={t("board.title")} error={failure} retry={retry} />
      ) : (
        <Loading what={t("board.title")} rows={20} />
      )}
    </Panel>
  );
}

function Table({
  symbols,
  chosen,
  choose,
  indexes,
}: { symbols: readonly string[] } & Pick<BoardProps, "chosen" | "choose" | "indexes">) {
  const { t } = useWords();
  const { store } = useVenue();
  const table = useRef<HTMLTableElement>(null);
  const groups = new Map<string, Instrument[]>();
  for (const symbol of symbols) {
    const row = store.rows.get(symbol);
    if (row) groups.set(familyOf(row), [...(groups.get(familyOf(row)) ?? []), row]);
  }
  const order = [...groups.values()].flat().map((row) => row.symbol);
  const stop = chosen !== null && order.includes(chosen) ? chosen : order[0];

  const pressed = (e: KeyboardEvent) => {
    const at = order.indexOf(stop ?? "");
    const to =
      e.key === "ArrowDown"
        ? at + 1
        : e.key === "ArrowUp"
          ? at - 1
          : e.key === "Home"
            ? 0
            : e.key === "End"
              ? order.length - 1
              : -1;
    const symbol = order[to];
    if (e.altKey || e.ctrlKey || e.metaKey || symbol === undefined) return;
    e.preventDefault();
    choose(symbol);
    table.current?.querySelector<HTMLElement>(`tr[data-symbol="${CSS.escape(symbol)}"]`)?.focus();
  };

  return (
    <div className="scroll">
      <table
        role="grid"
        className={order.some((s) => store.rows.get(s)?.spread) ? "board with-spreads" : "board"}
        aria-label={t("role.board")}
        ref={table}
        onKeyDown={pressed}
      >
        <thead>
          <tr>
            <th scope="col" className="left">
              {t("board.symbol")}
            </th>
            <th scope="col">{t("board.last")}</th>
            <th scope="col" title={t("board.changeTitle")}>
              {t("board.change")}
            </th>
            <th scope="col" className="c-percent" title={t("board.changeTitle")}>
              {t("board.percent")}
            </th>
            <th scope="col" className="c-quote">
              {t("board.bid")}
            </th>
            <th scope="col" className="c-quote">
              {t("board.ask")}
            </th>
            <th scope="col">{t("board.volume")}</th>
            <th scope="col" className="c-interest" title={t("board.openInterestTitle")}>
              {t("board.openInterest")}
            </th>
            <th scope="col" className="c-previous" title={t("board.previousTitle")}>
              {t("board.previous")}
            </th>
            <th scope="col" className="c-limit" title={t("board.limitTitle")}>
              {t("board.low")}
            </th>
            <th scope="col" className="c-limit" title={t("board.limitTitle")}>
              {t("board.high")}
            </th>
            <th scope="col" className="c-day">
              {t("board.lastDay")}
            </th>
          </tr>
        </thead>
        {[...groups.values()].map((rows) => (
          <tbody key={familyOf(rows[0]!)}>
            <Family first={rows[0]!} indexes={indexes} />
            {rows.map((row) => (
              <Row
                key={row.symbol}
                symbol={row.symbol}
                chosen={row.symbol === chosen}
                stop={row.symbol === stop}
                choose={choose}
              />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** Months of a contract stand together, and so do the spreads of one kind. */
function familyOf(row: Instrument): string {
  return row.spread?.spread ?? row.contract;
}

/** The contract of a leg: what stands before the month. */
const contractOf = (symbol = "") => symbol.split("-")[0]!;

function Family({ first, indexes }: { first: Instrument; indexes: readonly IndexSummary[] }) {
  const { t, language } = useWords();
  const short = shortUnit(first.quote);
  const quote = phrase(first.quote, language);
  const unit = phrase(first.unit, language);
  const index = indexes.find((x) => x.index === first.index);
  const legs = first.spread;
  const plain = !legs || isPlain(legs);
  const [near, far] = [contractOf(legs?.near), contractOf(legs?.far)];
  return (
    <tr className="family">
      <th scope="rowgroup" colSpan={12}>
        <div>
          <b>{familyOf(first)}</b> <span>{language === "zh" ? first.nameZh : first.nameEn}</span>
          {plain && (
            <span className="muted unit" title={quote.text}>
              {short ? t(short) : quote.text}
            </span>
          )}
          {legs ? (
            <span className="muted lot" title={t("spread.title", { ...legs, near, far })}>
              {plain
                ? t("spread.family")
                : t("spread.price", { near: weighted(legs.nearWeight, near), far: weighted(legs.farWeight, far) })}
              {!plain && <> · {t("spread.ticks", { tick: first.tickSize })}</>}
            </span>
          ) : (
            <span className="muted lot" lang={unit.lang}>
              {unit.text}
            </span>
          )}
          {index?.value && !first.spread && (
            <span className="spot">
              <span className="muted">{index.index}</span> <span className="num">{price(index.value)}</span>
            </span>
          )}
        </div>
      </th>
    </tr>
  );
}

const Row = memo(function Row({
  symbol,
  chosen,
  stop,
  choose,
}: {
  symbol: string;
  chosen: boolean;
  stop: boolean;
  choose: (symbol: string) => void;
}) {
  const { t } = useWords();
  const row = useTopic(`row:${symbol}`, (s) => s.rows.get(symbol), 200);
  if (!row) return null;
  const { change, percent } = dayChange(row);
  const way = sign(change);
  const locked = row.volume > 0 && row.last !== null && (row.last === row.limitHigh || row.last === row.limitLow);
  return (
    <tr
      data-symbol={symbol}
      data-phase={row.phase}
      tabIndex={stop ? 0 : -1}
      aria-selected={chosen}
      className={chosen ? "chosen" : undefined}
      onClick={() => choose(symbol)}
    >
      <th scope="row" className="left">
        {symbol}
        {isOwn(row.phase) && (
          <span className="phase-dot" title={t(phaseKey(row.phase))}>
            {" "}
            ◐
          </span>
        )}
      </th>
      <td className={locked ? (way > 0 ? "locked-up" : "locked-down") : undefined}>
        {row.volume > 0 ? (
          <b data-q={`last:${symbol}`}>
            <Direction of={way}>{price(row.last)}</Direction>
          </b>
        ) : (
          <span className="muted" data-q={`last:${symbol}`}>
            {price(row.last)}
          </span>
        )}
      </td>
      <td title={row.spread ? t("board.reference") : undefined}>
        <Direction of={way}>
          <span className="arrow">{arrow(change)}</span>
          {signed(change)}
        </Direction>
      </td>
      <td className="c-percent">
        <Direction of={way}>{signed(percent)}</Direction>
      </td>
      <td className="c-quote bid" data-q={`bid:${symbol}`}>{price(row.bid)}</td>
      <td className="c-quote ask" data-q={`ask:${symbol}`}>{price(row.ask)}</td>
      <td data-q={`volume:${symbol}`}>{lots(row.volume)}</td>
      <td className="c-interest" data-q={`oi:${symbol}`}>{lots(row.spread ? null : row.openInterest)}</td>
      <td className="c-previous muted" data-q={`previous:${symbol}`}>{price(row.previousSettlement)}</td>
      <td className="c-limit muted" data-q={`low:${symbol}`}>
        {price(row.limitLow)}
      </td>
      <td className="c-limit muted" data-q={`high:${symbol}`}>
        {price(row.limitHigh)}
      </td>
      <td className="c-day muted">{row.lastTradingDay}</td>
    </tr>
  );
});
