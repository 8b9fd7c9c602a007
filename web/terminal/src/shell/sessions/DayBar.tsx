// The day drawn to scale: what is solid trades, what is hatched collects orders, what is empty rests.
import type { CalendarDay } from "../../api/calendar";
import { local } from "../../format/time";
import { useSay } from "../../i18n/words";
import { words } from "./words";

const kind = (phase: string) => (phase === "continuous" ? "trades" : phase.endsWith("auction") ? "collects" : "rests");

export function DayBar({ day, now }: { day: CalendarDay; now: string | null }) {
  const t = useSay(words);
  const first = day.phases[0];
  const last = day.phases.at(-1);
  if (!first || !last) return null;
  const from = Date.parse(first.start);
  const to = Date.parse(last.start);
  const at = (iso: string) => ((Date.parse(iso) - from) / Math.max(1, to - from)) * 100;
  const here = now === null ? -1 : at(now);
  const clock = (iso: string) => local(iso, day.calendar)?.clock.slice(0, 5) ?? "";
  return (
    <svg
      className="day-bar"
      viewBox="0 0 100 12"
      preserveAspectRatio="none"
      role="img"
      aria-label={t("bar", { from: clock(first.start), to: clock(last.start) })}
    >
      {day.phases.slice(0, -1).map((p) => (
        <rect
          key={p.start}
          className={kind(p.phase)}
          x={at(p.start)}
          y="2"
          width={Math.max(0, at(p.until ?? last.start) - at(p.start))}
          height="8"
        />
      ))}
      {here >= 0 && here <= 100 && <rect className="here" x={here - 0.2} y="0" width="0.4" height="12" />}
    </svg>
  );
}
