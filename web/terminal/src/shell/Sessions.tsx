// What each product group is doing, and until when.
import type { CalendarStatus, Phase } from "../api/types";
import { local } from "../format/time";
import { useWords } from "../i18n";
import { useSay } from "../i18n/words";
import { phaseKey } from "../panels/PhaseStrip";
import { useTopic, useVenue } from "../state/venue";
import { words } from "./words";

export const phaseGlyphs: Partial<Record<Phase, string>> = {
  closed: "○",
  auction: "◐",
  continuous: "●",
  pause: "◎",
  "closing auction": "◐",
};

const none: readonly CalendarStatus[] = [];

export function Sessions() {
  const { t: common } = useWords();
  const t = useSay(words);
  const calendars = useTopic("status", (s) => s.status?.calendars ?? none);
  const symbols = useTopic("board", (s) => s.symbols);
  const { store } = useVenue();
  const products = new Map<string, Set<string>>();
  for (const symbol of symbols) {
    const row = store.rows.get(symbol);
    if (row) products.set(row.calendar, (products.get(row.calendar) ?? new Set()).add(row.contract));
  }
  return (
    <div className="phases">
      {calendars.map((c) => {
        const next = local(c.nextChange, c.calendar);
        const name = [...(products.get(c.calendar) ?? [])].join(" ") || c.calendar;
        return (
          <div key={c.calendar} className={`fact phase ${c.phase}`}>
            <span className="label">
              {name}
              {next && ` · ${t("phaseNext", { time: next.clock.slice(0, 5) })}`}
            </span>
            <span>
              <span aria-hidden="true" className="glyph">
                {phaseGlyphs[c.phase] ?? "○"}
              </span>{" "}
              {common(phaseKey(c.phase))}
            </span>
          </div>
        );
      })}
    </div>
  );
}
