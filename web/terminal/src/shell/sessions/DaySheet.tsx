// The timetable of a calendar's day: auctions, trading, pauses, settlement, and the days without trading to come.
import { useEffect, useRef, useState } from "react";
import type { CalendarDay } from "../../api/calendar";
import { local, zoneName } from "../../format/time";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { Failed, Loading } from "../../panels/Panel";
import { phaseKey } from "../../panels/PhaseStrip";
import { useFetched, useTopic } from "../../state/venue";
import { DayBar } from "./DayBar";
import { words } from "./words";

interface DaySheetProps {
  calendar: string;
  /** The trading day of now. */
  day: string;
  products: string;
  close: () => void;
}

export function DaySheet({ calendar, day: today, products, close }: DaySheetProps) {
  const t = useSay(words);
  const [day, setDay] = useState(today);
  const dialog = useRef<HTMLDialogElement>(null);
  const { data, error, retry } = useFetched<CalendarDay>(`v1/calendars/${calendar}/days/${day}`);
  useEffect(() => dialog.current?.showModal(), []);
  const known = data?.calendar === calendar ? data : null;
  return (
    <dialog
      ref={dialog}
      className="sheet day-sheet"
      aria-labelledby="day-title"
      onClose={close}
      onClick={(e) => e.target === dialog.current && dialog.current?.close()}
    >
      <header className="panel-head">
        <h2 id="day-title">{t("title", { products, day })}</h2>
        <div className="panel-tools">
          <button type="button" onClick={() => dialog.current?.close()}>
            {t("close")}
          </button>
        </div>
      </header>
      <div className="row wrap note">
        <button type="button" disabled={!known?.previousDay} onClick={() => setDay(known?.previousDay ?? day)}>
          ◀ {t("previousDay")}
        </button>
        <button type="button" disabled={day === today} onClick={() => setDay(today)}>
          {t("today")}
        </button>
        <button type="button" disabled={!known?.nextDay} onClick={() => setDay(known?.nextDay ?? day)}>
          {t("nextDay")} ▶
        </button>
      </div>
      {error && !known ? (
        <Failed what={t("waiting")} error={error} retry={retry} />
      ) : !known ? (
        <Loading what={t("waiting")} rows={6} />
      ) : (
        <Timetable day={known} />
      )}
    </dialog>
  );
}

function Timetable({ day }: { day: CalendarDay }) {
  const t = useSay(words);
  const { t: common, language } = useWords();
  const now = useTopic("status", (s) => s.time);
  const clock = (iso: string | null) => {
    const at = local(iso, day.calendar);
    // A night session begins on the date before: then the date stands with it.
    return at === null ? "–" : at.day === day.day ? at.clock.slice(0, 5) : `${at.day} ${at.clock.slice(0, 5)}`;
  };
  const is = (start: string, until: string | null) =>
    now !== null && Date.parse(now) >= Date.parse(start) && until !== null && Date.parse(now) < Date.parse(until);
  return (
    <div className="day-body">
      {day.tradingDay ? (
        <>
          <DayBar day={day} now={now} />
          <div className="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col" className="left">
                    {t("phase")}
                  </th>
                  <th scope="col">{t("start")}</th>
                  <th scope="col">{t("until")}</th>
                  <th scope="col" />
                </tr>
              </thead>
              <tbody>
                {day.phases.map((p) => (
                  <tr key={p.start} className={is(p.start, p.until) ? "chosen" : undefined}>
                    <th scope="row" className="left">
                      {common(phaseKey(p.phase))}
                    </th>
                    <td className="num">{clock(p.start)}</td>
                    <td className="num">{clock(p.until)}</td>
                    <td>{is(p.start, p.until) && <span className="badge good">{t("now")}</span>}</td>
                  </tr>
                ))}
                <tr>
                  <th scope="row" className="left">
                    {t("settlement")}
                  </th>
                  <td className="num" colSpan={2}>
                    {t("due", { time: clock(day.settlementDue) })}
                  </td>
                  <td />
                </tr>
              </tbody>
            </table>
          </div>
        </>
      ) : (
        <p>{t("noTrading", { day: day.day })}</p>
      )}
      <p className="muted">{t("zone", { zone: zoneName(day.phases[0]?.start ?? now, day.calendar, language) })}</p>
      <h3>{t("holidays")}</h3>
      <p className="num days">
        {day.holidays.length === 0 ? t("noHolidays", { day: day.validTo }) : day.holidays.join(" · ")}
      </p>
      <p className="muted">{t("halts")}</p>
    </div>
  );
}
