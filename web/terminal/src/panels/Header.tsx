// The bar on top: whose venue this is, what time it is there, what it is doing, how old the news is, how the page
// looks.
import { useEffect, useRef, useState } from "react";
import type { CalendarStatus, Phase } from "../api/types";
import { local, zoneName } from "../format/time";
import { useWords } from "../i18n";
import { freshness, useTopic, useVenue } from "../state/venue";
import type { View } from "../state/view";
import { phaseKey } from "./PhaseStrip";
import { SignIn } from "./SignIn";

interface HeaderProps {
  view: View;
  change: (part: Partial<View>) => void;
  /** Calendar of the chosen month: its local time is shown. */
  calendar: string | undefined;
}

export function Header({ view, change, calendar }: HeaderProps) {
  const { t } = useWords();
  return (
    <header className="top">
      <div className="mark">
        <svg viewBox="0 0 16 16" width="20" height="20" aria-hidden="true">
          <path d="M2 12l4-4 2.5 2.5L14 4" stroke="currentColor" strokeWidth="2" fill="none" />
        </svg>
        <h1>{t("app.mark")}</h1>
      </div>
      <Environment />
      <SignIn />
      <Clock calendar={calendar} />
      <Phases />
      <FeedAge />
      <div className="settings">
        <Choice
          label={t("head.language")}
          value={view.lang}
          options={[
            ["en", "EN"],
            ["zh", "中文"],
          ]}
          choose={(lang) => change({ lang })}
        />
        <Choice
          label={t("head.theme")}
          value={view.theme}
          options={[
            ["dark", t("theme.dark")],
            ["light", t("theme.light")],
          ]}
          choose={(theme) => change({ theme })}
        />
        <Choice
          label={t("head.convention")}
          title={t("conv.title")}
          value={view.conv}
          shown
          options={[
            ["cn", t("conv.cn"), "sample-red"],
            ["intl", t("conv.intl"), "sample-green"],
          ]}
          choose={(conv) => change({ conv })}
        />
      </div>
    </header>
  );
}

function Environment() {
  const { t } = useWords();
  const environment = useTopic("status", (s) => s.status?.environment ?? null);
  const seed = useTopic("status", (s) => s.status?.seed ?? null);
  const simulated = useTopic("status", (s) => s.status?.simulated ?? false);
  if (environment === null) return <span className="badge env wait">···</span>;
  return (
    <span className={`badge env ${simulated ? "sim" : "live"}`} title={t(simulated ? "env.title" : "env.live")}>
      <b>{environment}</b>
      {seed !== null && ` ${t("env.seed", { seed })}`}
    </span>
  );
}

/** Written straight into the page four times a second: no rendering for a clock. */
function Clock({ calendar }: { calendar: string | undefined }) {
  const { t, language } = useWords();
  const { store } = useVenue();
  const day = useTopic(
    "status",
    (s) => s.status?.calendars.find((c) => c.calendar === calendar)?.day ?? s.status?.calendars[0]?.day ?? null,
  );
  const speed = useTopic("status", (s) => s.status?.speed ?? 1);
  const simulated = useTopic("status", (s) => s.status?.simulated ?? false);
  const clock = useRef<HTMLSpanElement>(null);
  const zone = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const write = () => {
      const at = local(store.time, calendar);
      if (clock.current) clock.current.textContent = at ? `${at.day} ${at.clock}` : "–";
      if (zone.current) zone.current.textContent = zoneName(store.time, calendar, language);
    };
    write();
    const timer = setInterval(write, 250);
    return () => clearInterval(timer);
  }, [store, calendar, language]);
  return (
    <>
      <div className="fact">
        <span className="label">{t("head.day")}</span>
        <span className="num">{day ?? "–"}</span>
      </div>
      <div className="fact" title={simulated ? t("head.clockSimulated", { speed }) : undefined}>
        <span className="label">
          {t("head.clock")}
          {simulated && ` · ${t("head.clockSimulated", { speed })}`}
        </span>
        <span className="num">
          <span ref={clock} /> <span ref={zone} className="muted" />
        </span>
      </div>
    </>
  );
}

const glyphs: Partial<Record<Phase, string>> = {
  closed: "○",
  auction: "◐",
  continuous: "●",
  pause: "◎",
  "closing auction": "◐",
};

/** What each product group is doing, and until when. */
function Phases() {
  const { t } = useWords();
  const calendars = useTopic("status", (s) => s.status?.calendars ?? none);
  const symbols = useTopic("board", (s) => s.symbols);
  const { store } = useVenue();
  const groups = new Map<string, Set<string>>();
  for (const symbol of symbols) {
    const row = store.rows.get(symbol);
    if (row) groups.set(row.calendar, (groups.get(row.calendar) ?? new Set()).add(row.contract));
  }
  return (
    <div className="phases">
      {calendars.map((c) => {
        const next = local(c.nextChange, c.calendar);
        const name = [...(groups.get(c.calendar) ?? [])].join(" ") || c.calendar;
        return (
          <div key={c.calendar} className={`fact phase ${c.phase}`}>
            <span className="label">
              {name}
              {next && ` · ${t("phase.next", { time: next.clock.slice(0, 5) })}`}
            </span>
            <span>
              <span aria-hidden="true" className="glyph">
                {glyphs[c.phase] ?? "○"}
              </span>{" "}
              {t(phaseKey(c.phase))}
            </span>
          </div>
        );
      })}
    </div>
  );
}

const none: readonly CalendarStatus[] = [];

function FeedAge() {
  const { t } = useWords();
  const { store } = useVenue();
  const chip = useRef<HTMLDivElement>(null);
  const text = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const write = () => {
      const age = store.heardAt === null ? null : Math.max(0, performance.now() - store.heardAt);
      if (text.current) text.current.textContent = age === null ? "–" : `${(age / 1000).toFixed(1)} s`;
      if (chip.current) chip.current.dataset.fresh = freshness(age);
    };
    write();
    const timer = setInterval(write, 250);
    return () => clearInterval(timer);
  }, [store]);
  return (
    <div className="fact feed" ref={chip} title={t("head.feedTitle")}>
      <span className="label">{t("head.feed")}</span>
      <span className="num">
        <span className="glyph" aria-hidden="true">
          ●
        </span>{" "}
        <span ref={text} />
      </span>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  title?: string;
  value: T;
  options: [T, string, string?][];
  choose: (value: T) => void;
  /** The label stands before the choices. */
  shown?: boolean;
}

function Choice<T extends string>({ label, title, value, options, choose, shown = false }: ChoiceProps<T>) {
  return (
    <div className="choice" role="group" aria-label={label} title={title}>
      {shown && <span className="label">{label}</span>}
      {options.map(([key, text, sample]) => (
        <button
          key={key}
          type="button"
          aria-pressed={value === key}
          onClick={() => choose(key)}
          lang={key === "zh" ? "zh-CN" : key === "en" ? "en" : undefined}
        >
          {sample && (
            <span className={sample} aria-hidden="true">
              ▲
            </span>
          )}
          {text}
        </button>
      ))}
    </div>
  );
}

/** The state of the connection: the one thing that is read aloud, and only when it changes. */
export function LinkBanner() {
  const { t } = useWords();
  const { stream } = useVenue();
  const link = useTopic("link", (s) => s.link);
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (link.state === "waiting") setLost(true);
    if (link.state === "live") setLost(false);
  }, [link]);
  const words =
    link.state === "waiting"
      ? t("link.waiting", { attempt: link.attempt, seconds: Math.max(1, Math.round(link.seconds)) })
      : t(link.state === "live" ? "link.live" : "link.connecting");
  return (
    <div className={lost ? "banner" : "hidden"}>
      <span role="status" aria-live="polite">
        {words}
      </span>
      {lost && <span>{t("link.banner")}</span>}
      {link.state === "waiting" && (
        <button type="button" onClick={() => stream.retry()}>
          {t("link.retry")}
        </button>
      )}
    </div>
  );
}
