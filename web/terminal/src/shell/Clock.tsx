// Trading day and clock of the venue, in the zone that the reader chose.
import { useEffect, useRef } from "react";
import { local, zoneName } from "../format/time";
import { useWords } from "../i18n";
import { inReplay } from "../replay/root";
import { useSay } from "../i18n/words";
import { onBeat } from "../state/beat";
import { write } from "../state/paint";
import { useTopic, useVenue } from "../state/venue";
import { words } from "./words";

/** Written straight into the page four times a second: no rendering for a clock. */
export function Clock({ calendar: chosen }: { calendar: string | undefined }) {
  const { language } = useWords();
  const t = useSay(words);
  const { store } = useVenue();
  // Where no month is chosen the first calendar's day and zone stand for the venue's.
  const calendar = useTopic("status", (s) => chosen ?? s.status?.calendars[0]?.calendar);
  const day = useTopic("status", (s) => s.status?.calendars.find((c) => c.calendar === calendar)?.day ?? null);
  const speed = useTopic("status", (s) => s.status?.speed ?? 1);
  const simulated = useTopic("status", (s) => s.status?.simulated ?? false);
  const clock = useRef<HTMLSpanElement>(null);
  const zone = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    return onBeat(() => {
      const at = local(store.time, calendar);
      write(clock.current, at ? `${at.day} ${at.clock}` : "–");
      write(zone.current, zoneName(store.time, calendar, language));
    });
  }, [store, calendar, language]);
  return (
    <>
      <div className="fact">
        <span className="label">{t("day")}</span>
        <span className="num">{day ?? "–"}</span>
      </div>
      {/* A replay's bar has the clock: there is one. */}
      {!inReplay() && (
        <div className="fact" title={simulated ? t("clockSpeed", { speed }) : undefined}>
          <span className="label">{simulated && speed !== 1 ? t("clockFast", { speed }) : t("clock")}</span>
          <span className="num">
            <span ref={clock} /> <span ref={zone} className="muted" />
          </span>
        </div>
      )}
    </>
  );
}
