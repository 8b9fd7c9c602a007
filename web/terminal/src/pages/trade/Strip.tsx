// The head of the workspace: the month's price against the previous settlement, its limits, interest, days and phase.
import { useRef } from "react";
import { sign } from "../../format/decimal";
import { arrow, dayChange, lots, price, signed } from "../../format/numbers";
import { local } from "../../format/time";
import { useWords } from "../../i18n";
import { phrase, shortUnit } from "../../i18n/phrases";
import { useSay } from "../../i18n/words";
import { phaseKey } from "../../panels/PhaseStrip";
import { useFetched, useFreshness, useTopic, useVenue } from "../../state/venue";
import { classed, usePaint, write } from "../../state/paint";
import { words } from "./words";

interface Statistics {
  openInterestChange: number;
}

const dayMs = 86_400_000;

export function Strip({ symbol }: { symbol: string | null }) {
  const { t, language } = useWords();
  const say = useSay(words);
  const { store } = useVenue();
  const stale = useFreshness() === "stale";
  const row = useTopic(`row:${symbol}`, (s) => (symbol ? s.rows.get(symbol) : undefined), 250);
  const beat = useTopic("status", (s) => Math.floor(Date.parse(s.time ?? "") / 60_000));
  const day = useTopic("status", (s) => s.status?.calendars.find((c) => c.calendar === row?.calendar)?.day ?? null);
  const statistics = useFetched<Statistics>(symbol ? `v1/statistics/${encodeURIComponent(symbol)}` : null, beat);
  const last = useRef<HTMLElement>(null);
  const move = useRef<HTMLSpanElement>(null);
  usePaint([`row:${symbol}`], 100, () => {
    const now = symbol ? store.rows.get(symbol) : undefined;
    const { change, percent } = now ? dayChange(now) : { change: null, percent: null };
    const way = sign(change);
    write(last.current, price(now?.last));
    classed(last.current, way > 0 ? "num up" : way < 0 ? "num down" : "num");
    write(
      move.current,
      change === null ? "" : `${arrow(change)} ${signed(change)}${percent === null ? "" : ` ${signed(percent)}%`}`,
    );
    classed(move.current, way > 0 ? "num up" : way < 0 ? "num down" : "num");
  });
  if (!symbol || !row) return <div className="trade-strip" />;
  const name = language === "zh" ? row.nameZh : row.nameEn;
  const short = shortUnit(row.quote);
  const unit = phrase(row.unit, language);
  const quote = phrase(row.quote, language);
  const days = day ? Math.round((Date.parse(row.lastTradingDay) - Date.parse(day)) / dayMs) : null;
  const until = local(row.phaseUntil ?? null, row.calendar);
  const change = statistics.data?.openInterestChange ?? null;
  return (
    <section className="trade-strip" aria-label={say("strip.label", { symbol })} data-stale={stale || undefined}>
      <div className="trade-name">
        <h2>{symbol}</h2>
        <span className="muted">
          {name} · <span lang={unit.lang}>{unit.text}</span>
        </span>
      </div>
      <div className="trade-last">
        <b ref={last} data-q={`last:${symbol}`} aria-label={say("strip.last")} />
        <span ref={move} data-q={`change:${symbol}`} />
        <span className="muted" lang={short ? undefined : quote.lang}>{short ? t(short) : quote.text}</span>
      </div>
      <dl>
        <Fact name={say("strip.previous")}>
          <span data-q={`previous:${symbol}`}>{price(row.previousSettlement)}</span>
        </Fact>
        <Fact name={say("strip.up")}>
          <span className="up" data-q={`high:${symbol}`}>
            {price(row.limitHigh)}
          </span>
        </Fact>
        <Fact name={say("strip.down")}>
          <span className="down" data-q={`low:${symbol}`}>
            {price(row.limitLow)}
          </span>
        </Fact>
        <Fact name={say("strip.volume")}>
          <span data-q={`volume:${symbol}`}>{lots(row.volume)}</span>
        </Fact>
        <Fact name={say("strip.interest")}>
          <span data-q={`oi:${symbol}`}>{lots(row.openInterest)}</span>
        </Fact>
        <Fact name={say("strip.added")}>
          <span data-q={`added:${symbol}`}>{change === null ? "–" : signed(String(change))}</span>
        </Fact>
        <Fact name={say("strip.days")}>
          {days === null ? "–" : say("strip.daysLeft", { days, day: row.lastTradingDay })}
        </Fact>
        <Fact name={say("strip.phase")}>
          <span className={row.phase === "continuous" ? "bid" : "warn"}>
            {t(phaseKey(row.phase))}
            {until && ` ${until.clock}`}
          </span>
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="fact">
      <dt className="label">{name}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}
