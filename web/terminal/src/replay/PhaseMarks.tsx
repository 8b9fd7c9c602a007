// The phases of the day under the slider: what is solid trades, what is hatched collects orders, what is empty rests.
import type { CalendarDay } from "../api/calendar";
import { local } from "../format/time";
import { useSay } from "../i18n/words";
import { useFetched } from "../state/venue";
import { words } from "./words";

interface PhaseMarksProps {
  /** While it is being prepared nothing is answered. */
  epoch: string | null;
  day: string;
  /** Of the slider, milliseconds. */
  from: number;
  until: number;
  calendar: string | undefined;
}

const kind = (phase: string) => (phase === "continuous" ? "trades" : phase.endsWith("auction") ? "collects" : "rests");

export function PhaseMarks({ epoch, day, from, until, calendar }: PhaseMarksProps) {
  const t = useSay(words);
  const { data } = useFetched<CalendarDay>(calendar && epoch ? `v1/calendars/${calendar}/days/${day}` : null);
  const place = (iso: string) =>
    Math.min(100, Math.max(0, ((Date.parse(iso) - from) / Math.max(1, until - from)) * 100));
  const phases = data?.phases ?? [];
  return (
    <svg className="replay-marks" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label={t("marks")}>
      {phases.map((p) => (
        <rect
          key={p.start}
          className={kind(p.phase)}
          x={place(p.start)}
          y="0"
          width={Math.max(0, (p.until === null ? 100 : place(p.until)) - place(p.start))}
          height="6"
        >
          <title>{local(p.start, data?.calendar)?.clock.slice(0, 5)}</title>
        </rect>
      ))}
    </svg>
  );
}
