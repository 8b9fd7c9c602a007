// The curve of a day: quotes over last trading days, the fit, other days under it, its state in words, its months.
import { useMemo } from "react";
import type { CurveHistory } from "../../api/curve-papers";
import { useSay } from "../../i18n/words";
import { Figure } from "../../panels/figure/Figure";
import { Empty, Panel } from "../../panels/Panel";
import { useParam } from "../../state/params";
import { MonthTable } from "./MonthTable";
import { comparedAtFirst, comparedPattern, mostDays, readCompared, writeCompared, type Compared } from "./overlays";
import { termStructure, type Overlay } from "./series";
import { StateBox } from "./StateBox";
import { Why, type TabProps } from "./tab";
import { words, type Speak } from "./words";

export function CurveTab(props: TabProps) {
  const { data, history, view, change, look, unit } = props;
  const say = useSay(words);
  const [text, setText] = useParam<string>(view, change, "vs", comparedPattern, comparedAtFirst);
  const compared = useMemo(() => readCompared(text), [text]);
  const drawing = useMemo(
    () => ({ ...termStructure(data, history, overlaysOf(compared, history, say), say), up: unit }),
    // The words change with the language, which the look tells.
    [data, history, compared, look],
  );
  const first = data.state?.rolls[0];
  const shape = data.state?.shape ?? "single";
  return (
    <div className="curve-page">
      <Panel id="curve-term" title={say("tab.curve")}>
        {data.months.length === 0 ? (
          <Empty>{say("empty")}</Empty>
        ) : (
          <Figure
            id="curve-figure"
            title={say("curve.title")}
            of={`${data.contract}-${data.day}`}
            look={look}
            data={drawing}
            summary={
              <>
                <span>{say(`sum.${shape}`, { contract: data.contract, day: data.day })}</span>{" "}
                {first && <span>{say("sum.roll", { ...first, percent: first.yieldPercent })}</span>}{" "}
                {data.state?.scarcity && <span>{say(`reading.${data.state.scarcity.reading}`)}</span>}{" "}
                {data.fit.why === null ? (
                  <span>{say("fitSum", { ticks: data.fit.rmseTicks ?? "" })}</span>
                ) : (
                  <Why sentence={(why) => say("noFit", { why })} why={data.fit.why} />
                )}
              </>
            }
          >
            <Compare compared={compared} history={history} set={(to) => setText(writeCompared(to))} say={say} />
            {history && (
              <p className="muted small">
                {history.band.why === null
                  ? say("bandDays", { days: history.band.days })
                  : say("noBand", { least: history.band.leastDays, days: history.band.days })}
              </p>
            )}
          </Figure>
        )}
      </Panel>
      <Panel id="curve-state" title={say("state.title")}>
        <StateBox data={data} />
      </Panel>
      <Panel id="curve-months" title={say("months.title")}>
        <MonthTable data={data} open={(i) => change({ page: "trade", i, at: {} })} />
      </Panel>
    </div>
  );
}

function overlaysOf(compared: Compared, history: CurveHistory | null, say: Speak): Overlay[] {
  if (!history) return [];
  const wanted: [string | null, string][] = [
    [compared.week ? history.weekAgo : null, say("weekAgo", { day: history.weekAgo ?? "" })],
    [compared.month ? history.monthAgo : null, say("monthAgo", { day: history.monthAgo ?? "" })],
    ...compared.days.map((day): [string, string] => [day, say("onDay", { day })]),
  ];
  const seen = new Set<string>();
  return wanted.flatMap(([day, label]) => {
    const found = history.days.find((d) => d.day === day);
    if (!found || seen.has(found.day)) return [];
    seen.add(found.day);
    return [{ day: found.day, label, points: found.points }];
  });
}

function Compare({
  compared,
  history,
  set,
  say,
}: {
  compared: Compared;
  history: CurveHistory | null;
  set: (to: Compared) => void;
  say: Speak;
}) {
  const week = history?.weekAgo ?? null;
  const month = history?.monthAgo ?? null;
  return (
    <div className="curve-compare" role="group" aria-label={say("overlays")}>
      <span className="muted">{say("overlays")}</span>
      <button
        type="button"
        aria-pressed={compared.week}
        disabled={week === null}
        onClick={() => set({ ...compared, week: !compared.week })}
      >
        {week ? say("weekAgo", { day: week }) : say("noWeek")}
      </button>
      <button
        type="button"
        aria-pressed={compared.month}
        disabled={month === null}
        onClick={() => set({ ...compared, month: !compared.month })}
      >
        {month ? say("monthAgo", { day: month }) : say("noMonth")}
      </button>
      {compared.days.map((day) => (
        <button
          key={day}
          type="button"
          aria-label={say("dropDay", { day })}
          onClick={() => set({ ...compared, days: compared.days.filter((d) => d !== day) })}
        >
          {day} ✕
        </button>
      ))}
      {history && compared.days.length < mostDays && (
        <label className="field">
          {say("addDay")}
          <select
            value=""
            onChange={(e) => {
              if (e.target.value) set({ ...compared, days: [...compared.days, e.target.value].sort() });
            }}
          >
            <option value="">{say("choose")}</option>
            {[...history.days]
              .reverse()
              .slice(1)
              .filter((d) => !compared.days.includes(d.day))
              .map((d) => (
                <option key={d.day} value={d.day}>
                  {d.day}
                </option>
              ))}
          </select>
        </label>
      )}
    </div>
  );
}
