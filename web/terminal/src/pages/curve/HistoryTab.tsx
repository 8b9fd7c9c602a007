// The past: slopes by day, the curve of any settled day with a player, and the index under the contract.
import { useEffect, useMemo, useState } from "react";
import type { CurveHistory } from "../../api/curve-papers";
import { useSay } from "../../i18n/words";
import { Figure } from "../../panels/figure/Figure";
import { Empty, Loading, Panel } from "../../panels/Panel";
import { useParam } from "../../state/params";
import { byDay, dayCurves } from "./series";
import type { TabProps } from "./tab";
import { words } from "./words";

/** Between two days of the player, milliseconds. */
const step = 600;

export function HistoryTab(props: TabProps) {
  const { data, history, look } = props;
  const say = useSay(words);
  const split = useMemo(() => (history?.days ?? []).filter((d) => d.scarcityPercent !== null), [history]);
  const printed = useMemo(() => (history?.days ?? []).filter((d) => d.indexValue !== null), [history]);
  if (!history)
    return (
      <Panel id="curve-history" title={say("tab.history")}>
        <Loading what={say("waiting")} rows={10} />
      </Panel>
    );
  const of = `${data.contract}-${data.day}`;
  const unit = say("percentYear");
  const last = split.at(-1);
  const print = printed.at(-1);
  return (
    <div className="curve-page">
      <Panel id="curve-player" title={say("player.title")}>
        {history.days.length < 2 ? <Empty>{say("player.few")}</Empty> : <Player {...props} history={history} />}
      </Panel>
      <Panel id="curve-history" title={say("scarcity")}>
        {split.length < 2 || !last ? (
          <Empty>{say("noHistory")}</Empty>
        ) : (
          <Figure
            id="curve-slopes"
            title={say("history.title")}
            of={of}
            look={look}
            summary={say("history.sum", {
              day: last.day,
              front: last.frontYieldPercent ?? "",
              trend: last.trendPercent ?? "",
              scarcity: last.scarcityPercent ?? "",
              count: split.length,
            })}
            data={byDay(split, say("figureDay"), [
              {
                key: "front",
                label: say("front"),
                unit,
                mark: "line",
                ink: "text",
                width: 1,
                of: (d) => d.frontYieldPercent,
              },
              {
                key: "trend",
                label: say("trend"),
                unit,
                mark: "line",
                ink: "warn",
                dash: [6, 4],
                of: (d) => d.trendPercent,
              },
              {
                key: "scarcity",
                label: say("scarcity"),
                unit,
                mark: "line",
                ink: "line",
                of: (d) => d.scarcityPercent,
              },
            ])}
          />
        )}
      </Panel>
      <Panel id="curve-index" title={say("index.title")}>
        {printed.length < 2 || !print ? (
          <Empty>{say("noIndex")}</Empty>
        ) : (
          <Figure
            id="curve-prints"
            title={say("index.title")}
            titled
            of={of}
            look={look}
            summary={say("index.sum", {
              index: data.index,
              value: print.indexValue ?? "",
              day: print.day,
              count: printed.length,
            })}
            data={byDay(printed, say("figureDay"), [
              { key: "index", label: data.index, mark: "both", ink: "line", of: (d) => d.indexValue },
            ])}
          />
        )}
      </Panel>
    </div>
  );
}

function Player({ data, history, view, change, look, unit }: TabProps & { history: CurveHistory }) {
  const say = useSay(words);
  const { days } = history;
  const [kept, keep] = useParam<string>(view, change, "on", /^\d{4}-\d{2}-\d{2}$/, "");
  const found = days.findIndex((d) => d.day === kept);
  const [place, setPlace] = useState(found >= 0 ? found : days.length - 1);
  const [playing, setPlaying] = useState(false);
  const at = Math.min(place, days.length - 1);
  const end = at >= days.length - 1;

  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => setPlace((p) => Math.min(p + 1, days.length - 1)), step);
    return () => clearInterval(timer);
  }, [playing, days.length]);

  // The address says where it stands, not every step of the way.
  const rest = !playing || end;
  useEffect(() => {
    if (end) setPlaying(false);
  }, [end]);
  useEffect(() => {
    const day = at === days.length - 1 ? "" : days[at]!.day;
    if (rest && day !== kept) keep(day);
  }, [rest, at, days, kept, keep]);

  const day = days[at]!;
  const newest = days.at(-1)!;
  const drawing = useMemo(() => ({ ...dayCurves(day, newest, say), up: unit }), [day, newest, say, unit]);
  const go = (to: number) => {
    setPlaying(false);
    setPlace(Math.max(0, Math.min(days.length - 1, to)));
  };
  return (
    <Figure
      id="curve-day"
      title={say("player.title")}
      titled
      of={`${data.contract}-${day.day}`}
      look={look}
      data={drawing}
      summary={
        day === newest
          ? say("player.newest", { day: day.day, count: days.length })
          : say("player.sum", { day: day.day, newest: newest.day })
      }
    >
      <div className="curve-player">
        <button type="button" aria-label={say("player.before")} disabled={at === 0} onClick={() => go(at - 1)}>
          ◀
        </button>
        <button
          type="button"
          aria-pressed={playing}
          onClick={() => {
            if (!playing && end) setPlace(0);
            setPlaying(!playing);
          }}
        >
          {playing ? `■ ${say("player.stop")}` : `▶ ${say("player.play")}`}
        </button>
        <button type="button" aria-label={say("player.after")} disabled={end} onClick={() => go(at + 1)}>
          ▶▏
        </button>
        <input
          type="range"
          min={0}
          max={days.length - 1}
          value={at}
          aria-label={say("player.day")}
          aria-valuetext={day.day}
          onChange={(e) => go(Number(e.target.value))}
        />
        <span className="num">{day.day}</span>
      </div>
    </Figure>
  );
}
