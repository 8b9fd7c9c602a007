// Moments of the log in the zone that the reader chose, said once in each panel.
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { local, zoneName } from "../../format/time";
import { words } from "./words";

/** Day and clock; a dash for what the log has not told. */
export function moment(iso: string | null, calendar: string | undefined): string {
  const at = local(iso, calendar);
  return at ? `${at.day} ${at.clock}` : "–";
}

/** Which event is the newest in a document, and in which zone its times stand. */
export function AsOf({ of, calendar }: { of: { asOf: number; time: string }; calendar: string | undefined }) {
  const say = useSay(words);
  const { language } = useWords();
  return (
    <p className="muted day-asof">
      <span className="num">
        {say("asOf", { sequence: of.asOf.toLocaleString("en"), time: moment(of.time, calendar) })}
      </span>{" "}
      <span>{say("zone", { zone: zoneName(of.time, calendar, language) })}</span>
    </p>
  );
}
