// The states of a month as a machine: the day's phases in their order, those that lie over them, and the one it is in.
import type { CalendarDay } from "../../api/calendar";
import type { OperatingRow } from "../../api/operations";
import type { Phase } from "../../api/types";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { Panel } from "../../panels/Panel";
import { phaseKey } from "../../panels/PhaseStrip";
import { useFetched, useTopic } from "../../state/venue";
import { local, zoneName } from "../../format/time";
import { Moment } from "./Moment";
import { words } from "./words";

/** As the day goes; the closing auction leads to the close, and the close to the settlement. */
const way = ["auction", "continuous", "pause", "closing auction", "closed"] as const;
/** An operator, the dynamic band or the ladder of limits lays these over the day's. */
const over = ["volatility auction", "resumption auction", "cancel-only", "halted"] as const;

export function StateMachine({ row }: { row: OperatingRow }) {
  const t = useSay(words);
  const { t: shell, language } = useWords();
  const calendars = useTopic("status", (store) => store.status?.calendars ?? null);
  const status = calendars?.find((c) => c.calendar === row.calendar) ?? null;
  const day = useFetched<CalendarDay>(status?.day ? `v1/calendars/${row.calendar}/days/${status.day}` : null).data;
  const node = (phase: Phase | "settled", last: boolean) => {
    const here = phase === row.phase;
    return (
      <li key={phase} data-state={phase} aria-current={here ? "step" : undefined} className={last ? "last" : undefined}>
        <b>{phase === "settled" ? t("machine.settle") : shell(phaseKey(phase))}</b>
        {here && <span className="hidden">{t("machine.here")}</span>}
      </li>
    );
  };
  return (
    <Panel id="operations-machine" title={t("machine.title", { symbol: row.symbol })}>
      <ol className="operations-machine" aria-label={t("machine.day")}>
        {way.map((phase) => node(phase, false))}
        {node("settled", true)}
      </ol>
      <ul className="operations-machine over" aria-label={t("machine.over")}>
        {over.map((phase) => node(phase, true))}
      </ul>
      <p className="operations-line" id="operations-now">
        {t("machine.now", { state: shell(phaseKey(row.phase as Phase)) })}{" "}
        <Moment of={row.since} calendar={row.calendar} /> · {t(causeKey(row.phaseCause))}
        {row.note !== "" && (
          <>
            {" "}
            <code translate="no">{row.note}</code>
          </>
        )}
        {row.until !== null && (
          <>
            {" "}
            · {t("machine.until")} <Moment of={row.until} calendar={row.calendar} />
          </>
        )}
      </p>
      <h3>{t("calendar.title", { calendar: row.calendar, day: day?.day ?? status?.day ?? "–" })}</h3>
      {day && day.phases.length > 0 ? (
        <ol className="operations-day num">
          {day.phases.map((p) => (
            <li key={p.start}>
              <time dateTime={p.start}>{local(p.start, row.calendar)?.clock.slice(0, 5)}</time>{" "}
              {shell(phaseKey(p.phase as Phase))}
            </li>
          ))}
          {day.settlementDue && (
            <li>
              <time dateTime={day.settlementDue}>{local(day.settlementDue, row.calendar)?.clock.slice(0, 5)}</time>{" "}
              {t("machine.settle")}
            </li>
          )}
        </ol>
      ) : (
        <p className="operations-line muted">{t("calendar.none")}</p>
      )}
      <p className="operations-line muted">{zoneName(row.since, row.calendar, language)}</p>
    </Panel>
  );
}

function causeKey(cause: string) {
  if (cause === "operator") return "cause.operator";
  if (cause === "dynamic band") return "cause.dynamicBand";
  if (cause === "limit ladder") return "cause.limitLadder";
  if (cause === "auction ended") return "cause.auctionEnded";
  return cause === "legs" ? "cause.legs" : "cause.calendar";
}
