// The market board: every month with its state, book, limit, makers and index; beside it what may be ordered there.
import type { OperatingBoard, OperatingRow } from "../../api/operations";
import type { Phase } from "../../api/types";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { Failed, Loading, Panel } from "../../panels/Panel";
import { phaseKey } from "../../panels/PhaseStrip";
import { useParam } from "../../state/params";
import { useFetched } from "../../state/venue";
import { Columns } from "./Columns";
import { IndexAgeText } from "./IndexAgeText";
import { Moment } from "./Moment";
import { OrderBox } from "./OrderBox";
import type { TabProps } from "./page";
import { StateMachine } from "./StateMachine";
import { words } from "./words";

export function BoardTab({ view, change, version, may, openTab }: TabProps & { may: boolean }) {
  const t = useSay(words);
  const [symbol, choose] = useParam<string>(view, change, "m", /^[A-Z0-9/-]{2,32}$/i, "");
  const asked = useFetched<OperatingBoard>(may ? "v1/operations/board" : null, version);
  if (!may) return <OrderBox row={null} rows={[]} version={version} openTab={openTab} />;
  if (!asked.data)
    return (
      <Panel id="operations-board" title={t("tab.board")}>
        {asked.error ? (
          <Failed what={t("tab.board")} error={asked.error} retry={asked.retry} />
        ) : (
          <Loading what={t("tab.board")} rows={12} />
        )}
      </Panel>
    );
  const { rows } = asked.data;
  const row = rows.find((r) => r.symbol === symbol) ?? rows[0] ?? null;
  return (
    <div className="operations-split">
      <Panel id="operations-board" title={t("tab.board")}>
        <Facts board={asked.data} />
        <BoardTable rows={rows} chosen={row?.symbol ?? ""} choose={choose} />
      </Panel>
      <div className="operations-side">
        {row && <StateMachine row={row} />}
        {row && <OrderBox row={row} rows={rows} version={version} openTab={openTab} />}
      </div>
    </div>
  );
}

function Facts({ board }: { board: OperatingBoard }) {
  const t = useSay(words);
  return (
    <p className="operations-facts num">
      <span>
        {board.engineP99Ms === null ? t("engine.none") : t("engine.p99", { ms: board.engineP99Ms })}
      </span>
      <span>{t("gaps.conflated", { count: board.conflated })}</span>
      <span>{t("gaps.cutOff", { count: board.cutOff })}</span>
      <span className="muted">{t("asOf", { sequence: board.eventSequence })}</span>
    </p>
  );
}

interface BoardTableProps {
  rows: readonly OperatingRow[];
  chosen: string;
  choose: (symbol: string) => void;
}

function BoardTable({ rows, chosen, choose }: BoardTableProps) {
  const t = useSay(words);
  const { t: shell } = useWords();
  return (
    <Columns<OperatingRow>
      caption={t("months")}
      rows={rows}
      rowKey={(r) => r.symbol}
      empty={t("months.none")}
      chosen={(r) => r.symbol === chosen}
      columns={[
        {
          head: t("month"),
          left: true,
          of: (r) => (
            <button type="button" className="link" aria-pressed={r.symbol === chosen} onClick={() => choose(r.symbol)}>
              {r.symbol}
            </button>
          ),
        },
        {
          head: t("state"),
          left: true,
          of: (r) => (
            <span className={isStopped(r.phase) ? "badge bad" : undefined} data-phase={r.phase}>
              {shell(phaseKey(r.phase as Phase))}
            </span>
          ),
        },
        { head: t("since"), of: (r) => <Moment of={r.since} calendar={r.calendar} /> },
        { head: t("imbalance"), of: (r) => <Imbalance row={r} /> },
        { head: t("limitTouch"), of: (r) => <Touch row={r} /> },
        { head: t("makersNow"), of: (r) => t("ofMakers", { present: r.makersPresent, makers: r.makers }) },
        { head: t("twoSided"), of: (r) => (r.twoSidedPercent === null ? "–" : `${r.twoSidedPercent} %`) },
        { head: t("index"), left: true, of: (r) => <IndexAgeText age={r.indexAge} /> },
        { head: t("withheld"), of: (r) => r.indexAge.withheld },
      ]}
    />
  );
}

export const isStopped = (phase: string) => phase === "halted" || phase === "cancel-only";

/** Towards the bids to the left, towards the asks to the right; the number says the same. */
function Imbalance({ row }: { row: OperatingRow }) {
  if (row.imbalancePercent === null) return <>–</>;
  const share = Math.min(50, Math.abs(Number(row.imbalancePercent)) / 2);
  const bids = !row.imbalancePercent.startsWith("-");
  return (
    <span className="operations-imbalance">
      <span className="operations-bar" aria-hidden="true">
        <span
          className={bids ? "operations-bids" : "operations-asks"}
          style={bids ? { right: "50%", width: `${share}%` } : { left: "50%", width: `${share}%` }}
        />
      </span>
      <span className="num">{row.imbalancePercent} %</span>
    </span>
  );
}

function Touch({ row }: { row: OperatingRow }) {
  const t = useSay(words);
  const { limitTouch: touch } = row;
  if (!touch) return <>–</>;
  return (
    <span className={touch.edge === "upper" ? "up" : "down"}>
      {t(touch.edge === "upper" ? "touch.upper" : "touch.lower", { price: touch.price })}{" "}
      <Moment of={touch.time} calendar={row.calendar} />
    </span>
  );
}
