// Time and sales of one month, newest first, each row painted once.
import { memo, useRef } from "react";
import type { Trade } from "../api/types";
import { lots, price } from "../format/numbers";
import { local, stamp } from "../format/time";
import { useWords, type Key } from "../i18n";
import { useChannel, useTopic } from "../state/venue";
import { Empty, Loading, Panel, SimulatedBadge } from "./Panel";
import { lineKeys, noLines, type Lines } from "./tapeLines";

const most = 48;

/** Four times a second: nobody reads faster. */
const pace = 250;

/** Who came in: buyer, seller, nobody. */
const glyphs = { buy: "▲", sell: "▼", auction: "◆" } as const;

export function Tape({ symbol }: { symbol: string | null }) {
  const { t } = useWords();
  useChannel(symbol ? `trades:${symbol}` : null);
  const row = useTopic(`row:${symbol}`, (s) => (symbol ? s.rows.get(symbol) : undefined), pace);
  const lines = useRef<Lines>(noLines);
  const trades = useTopic(`trades:${symbol}`, (s) => (symbol ? s.tapes.get(symbol) : undefined), pace);
  const today = useTopic("status", (s) => local(s.time, row?.calendar)?.day ?? null);
  const simulated = useTopic("status", (s) => s.status?.simulated ?? false);
  const shown = trades?.slice(0, most) ?? [];
  lines.current = lineKeys(
    lines.current,
    shown.map((trade) => trade.sequence),
  );
  return (
    <Panel
      id="tape"
      live
      title={
        <>
          {t("tape.title")} {symbol && <b>{symbol}</b>}
        </>
      }
      tools={simulated && <SimulatedBadge />}
    >
      {!symbol ? (
        <Empty>{t("ladder.none")}</Empty>
      ) : !trades ? (
        <Loading what={t("tape.title")} rows={8} />
      ) : trades.length === 0 ? (
        <Empty>{t(row?.phase === "closed" ? "tape.emptyClosed" : "tape.empty", { symbol })}</Empty>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label={t("tape.title")}>
          <table className="tape">
            <thead>
              <tr>
                <th scope="col" className="left">
                  {t("tape.time")}
                </th>
                <th scope="col">{t("tape.price")}</th>
                <th scope="col">{t("tape.lots")}</th>
                <th scope="col">
                  <span className="hidden">{t("tape.side")}</span>
                </th>
                <th scope="col" title={t("tape.natureTitle")}>
                  {t("tape.nature")}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((trade, k) => (
                <Line key={lines.current.keys[k]} trade={trade} calendar={row?.calendar} today={today} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

const Line = memo(function Line({
  trade,
  calendar,
  today,
}: {
  trade: Trade;
  calendar: string | undefined;
  today: string | null;
}) {
  const { t, language } = useWords();
  const nature = language === "zh" ? trade.natureZh : trade.nature;
  const agreed = trade.origin === "spread leg";
  const day = local(trade.time, calendar)?.day ?? "";
  const side = agreed ? "muted" : trade.aggressor === "buy" ? "bid" : trade.aggressor === "sell" ? "ask" : "muted";
  return (
    <tr title={agreed ? t("tape.legTitle") : trade.simulated ? t("sim.title") : undefined}>
      <td className="left muted">
        {/* Of an earlier day the milliseconds matter less than the day, and both have no room. */}
        {day === today ? stamp(trade.time, calendar) : `${day.slice(5)} ${stamp(trade.time, calendar).slice(0, 8)}`}
      </td>
      <td className={side}>{price(trade.price)}</td>
      <td>{lots(trade.lots)}</td>
      <td className={side} title={t(`tape.${trade.aggressor}` as Key)}>
        <span aria-hidden="true">{glyphs[trade.aggressor]}</span>
        <span className="hidden">{t(`tape.${trade.aggressor}` as Key)}</span>
      </td>
      <td className={nature ? side : "muted"}>
        {nature ?? t("tape.spread")}
        {agreed && ` ${t("tape.leg")}`}
      </td>
    </tr>
  );
});
