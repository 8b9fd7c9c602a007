// What rolling earns: each pair of neighbours, the pairs from the first month, and how the latter went day by day.
import { useMemo } from "react";
import { useSay } from "../../i18n/words";
import { Figure } from "../../panels/figure/Figure";
import { Empty, Loading, Panel } from "../../panels/Panel";
import { byDay, byName, outermost, short } from "./series";
import { StateBox } from "./StateBox";
import { Why, type TabProps } from "./tab";
import { words } from "./words";

export function CarryTab({ data, history, look }: TabProps) {
  const say = useSay(words);
  const unit = say("percentYear");
  const pairs = data.state?.neighbours ?? [];
  const most = outermost(pairs, (p) => p.yieldPercent);
  const past = useMemo(() => (history?.days ?? []).filter((d) => d.rollSecondPercent !== null), [history]);
  const last = past.at(-1);
  const of = `${data.contract}-${data.day}`;
  return (
    <div className="curve-page">
      <Panel id="curve-carry" title={say("tab.carry")}>
        {!data.state ? (
          <Empty>
            <Why sentence={(why) => say("noState", { why })} why={data.noState ?? ""} />
          </Empty>
        ) : !most ? (
          <Empty>{say("oneMonth")}</Empty>
        ) : (
          <Figure
            id="curve-rolls"
            title={say("carry.title")}
            of={of}
            look={look}
            summary={say("carry.sum", {
              near: most.near,
              far: most.far,
              percent: most.yieldPercent,
              pairs: pairs.length,
            })}
            data={byName(pairs, say("carry.pair"), (p) => `${short(p.near)}–${short(p.far)}`, [
              { key: "roll", label: say("carry.roll"), unit, mark: "columns", ink: "line", of: (p) => p.yieldPercent },
              { key: "carry", label: say("carry.cost"), unit, mark: "none", ink: "muted", of: (p) => p.carryPercent },
            ])}
          >
            <p className="muted">{say("carry.note")}</p>
          </Figure>
        )}
      </Panel>
      <Panel id="curve-state" title={say("state.title")}>
        <StateBox data={data} />
      </Panel>
      <Panel id="curve-carry-past" title={say("carryPast.title")}>
        {!history ? (
          <Loading what={say("waiting")} rows={8} />
        ) : past.length < 2 || !last ? (
          <Empty>{say("noCarry")}</Empty>
        ) : (
          <Figure
            id="curve-rolls-past"
            title={say("carryPast.title")}
            titled
            of={of}
            look={look}
            summary={say("carryPast.sum", {
              day: last.day,
              percent: last.rollSecondPercent ?? "",
              count: past.length,
            })}
            data={byDay(past, say("figureDay"), [
              { key: "m2", label: "M1–M2", unit, mark: "line", ink: "line", of: (d) => d.rollSecondPercent },
              {
                key: "m4",
                label: "M1–M4",
                unit,
                mark: "line",
                ink: "warn",
                dash: [6, 4],
                of: (d) => d.rollFourthPercent,
              },
              {
                key: "m13",
                label: "M1–M13",
                unit,
                mark: "line",
                ink: "model",
                dash: [3, 3],
                of: (d) => d.rollThirteenthPercent,
              },
            ])}
          />
        )}
      </Panel>
    </div>
  );
}
