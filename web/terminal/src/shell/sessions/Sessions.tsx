// What each product group is doing, and until when; a press opens the day's timetable.
import { useRef, useState } from "react";
import type { CalendarStatus, Phase } from "../../api/types";
import { local } from "../../format/time";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { phaseKey } from "../../panels/PhaseStrip";
import { useTopic, useVenue } from "../../state/venue";
import { DaySheet } from "./DaySheet";
import { words } from "./words";

const glyphs: Partial<Record<Phase, string>> = {
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
  const [shown, setShown] = useState<{ calendar: string; day: string; products: string } | null>(null);
  const opener = useRef<HTMLElement | null>(null);
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
        const day = c.day ?? next?.day;
        return (
          <button
            key={c.calendar}
            type="button"
            className={`fact phase ${c.phase}`}
            title={t("open", { products: name })}
            aria-haspopup="dialog"
            disabled={day === undefined}
            onClick={(e) => {
              opener.current = e.currentTarget;
              if (day) setShown({ calendar: c.calendar, day, products: name });
            }}
          >
            <span className="label">
              {name}
              {next && ` · ${t("next", { time: next.clock.slice(0, 5) })}`}
            </span>
            <span>
              <span aria-hidden="true" className="glyph">
                {glyphs[c.phase] ?? "○"}
              </span>{" "}
              {common(phaseKey(c.phase))}
            </span>
          </button>
        );
      })}
      {shown && (
        <DaySheet
          {...shown}
          close={() => {
            setShown(null);
            opener.current?.focus();
          }}
        />
      )}
    </div>
  );
}
