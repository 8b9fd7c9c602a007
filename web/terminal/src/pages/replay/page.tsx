// A day, a moment and a speed are chosen; the same screens then stand under the replay's own root.
import { useState } from "react";
import type { CalendarDay } from "../../api/calendar";
import { openReplay, speeds, type ReplayDays } from "../../api/replay";
import { local, zoneName } from "../../format/time";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { Answer } from "../../panels/Answer";
import { Empty, Failed, Loading, Panel } from "../../panels/Panel";
import { prepared } from "../../replay/Opening";
import { replayRoot } from "../../replay/root";
import { useParam } from "../../state/params";
import { useRequest } from "../../state/request";
import { useFetched, useTopic } from "../../state/venue";
import { write } from "../../state/view";
import { pages } from "..";
import type { PageProps } from "../page";
import { momentOf } from "./moment";
import { words } from "./words";
import "./choose.css";

export default function Replay(props: PageProps) {
  const t = useSay(words);
  const { data, error, retry } = useFetched<ReplayDays>("v1/replays");
  return (
    <main className="replay">
      <Panel id="replay-panel" title={t("title")}>
        <div className="replay-body">
          <p>{t("intro")}</p>
          {replayRoot() && <p className="note">{t("here")}</p>}
          {error && !data ? (
            <Failed what={t("awaited")} error={error} retry={retry} />
          ) : !data ? (
            <Loading what={t("awaited")} rows={5} />
          ) : data.days.length === 0 ? (
            <Empty>{t("none")}</Empty>
          ) : (
            <Choose {...props} known={data} />
          )}
        </div>
      </Panel>
    </main>
  );
}

function Choose({ view, change, known }: PageProps & { known: ReplayDays }) {
  const t = useSay(words);
  const { language } = useWords();
  const settled = known.days.filter((d) => d.settled);
  const newest = (settled.at(-1) ?? known.days.at(-1))!;
  const [chosen, setDay] = useParam<string>(view, change, "day", /^\d{4}-\d{2}-\d{2}$/, newest.day);
  const [speed, setSpeed] = useParam<string>(view, change, "speed", /^(1|2|5|10|20|50|100)$/, "10");
  const [screen, setScreen] = useParam<string>(view, change, "screen", /^[a-z]{2,16}$/, "trade");
  const [clock, setClock] = useState<string | null>(null);
  const { told, stage, run } = useRequest();
  const calendar = useTopic("status", (s) => s.status?.calendars[0]?.calendar);
  const day = known.days.find((d) => d.day === chosen) ?? newest;
  const { data: timetable } = useFetched<CalendarDay>(calendar ? `v1/calendars/${calendar}/days/${day.day}` : null);
  const brief = (iso: string) => local(iso, calendar)?.clock.slice(0, 5) ?? "";
  // Another calendar may have opened the day hours before the one whose times stand here.
  const opens = timetable?.day === day.day ? timetable.phases[0]?.start : undefined;
  const typed = clock ?? brief(opens !== undefined && opens > day.start ? opens : day.start);
  const from = momentOf(day, typed, calendar);
  const dated = (iso: string) => `${local(iso, calendar)?.day.slice(5) ?? ""} ${brief(iso)}`;
  const range = { from: dated(day.start), until: dated(day.until) };
  const address = write({ ...view, page: screen, at: {} });
  const home = replayRoot()?.home ?? location.pathname;
  const play = () =>
    run(async () => {
      const made = await openReplay(from!, Number(speed), false);
      const replay = await prepared(made, () => undefined);
      location.assign(`${home}${replay.root}${address}`);
      return t("opening");
    });
  return (
    <form
      className="replay-form"
      onSubmit={(e) => {
        e.preventDefault();
        if (from !== null) play();
      }}
    >
      <label>
        {t("day")}
        <select
          value={day.day}
          onChange={(e) => {
            setDay(e.target.value);
            setClock(null);
          }}
        >
          {known.days.toReversed().map((d) => (
            <option key={d.day} value={d.day}>
              {d.settled ? d.day : t("running", { day: d.day })}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t("time")}
        <input
          className="num"
          inputMode="numeric"
          placeholder="HH:mm"
          maxLength={5}
          value={typed}
          aria-describedby="replay-range"
          aria-invalid={from === null}
          onChange={(e) => setClock(e.target.value.trim())}
        />
      </label>
      <p id="replay-range" className={from === null ? "bad" : "muted"}>
        {from === null
          ? t("outside", range)
          : t("timeNote", { ...range, zone: zoneName(day.start, calendar, language) })}
      </p>
      <label>
        {t("speed")}
        <select value={speed} onChange={(e) => setSpeed(e.target.value)}>
          {speeds.map((s) => (
            <option key={s} value={s}>
              {t("times", { speed: s })}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t("screen")}
        <select value={screen} onChange={(e) => setScreen(e.target.value)}>
          {pages
            .filter((p) => !p.inner && p.name !== "replay")
            .map((p) => (
              <option key={p.name} value={p.name}>
                {p.title[language]}
              </option>
            ))}
        </select>
      </label>
      <button type="submit" className="primary" disabled={from === null}>
        ▶ {t("go")}
      </button>
      <Answer told={told} stage={stage === "late" ? "sending" : stage} />
      {from !== null && (
        <p className="replay-link">
          {t("link")} <code>{`${address}&replay=${from.replace(/:00\.000Z$/, "Z")}&speed=${speed}`}</code>
          <br />
          <span className="muted">{t("linkNote")}</span>
        </p>
      )}
      <p className="muted">{t("shared", { running: known.running, most: known.most })}</p>
    </form>
  );
}
