// Moments of the log in the zone that the reader chose, said once in each panel.
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { moment, zoneName } from "../../format/time";
import { words } from "./words";

/** Which event is the newest in a document, and in which zone its times stand. */
export function AsOf({ of, calendar }: { of: { asOf: number; time: string }; calendar: string | undefined }) {
  const say = useSay(words);
  const { language } = useWords();
  return (
    <p className="muted day-asof">
      <span className="num">
        {say("asOf", {
          sequence: of.asOf.toLocaleString("en"),
          time: moment(of.time, calendar),
          zone: zoneName(of.time, calendar, language),
        })}
      </span>
    </p>
  );
}
