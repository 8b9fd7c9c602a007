// Whether months of the year differ, and while there is too little history for it, what weekdays and month ends show.
import type { CurveSeason } from "../../api/curve-papers";
import { grouped } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { Figure } from "../../panels/figure/Figure";
import { Empty, Panel } from "../../panels/Panel";
import { byName, outermost } from "./series";
import { Paper, type TabProps } from "./tab";
import { words, type Word } from "./words";

export function SeasonTab(props: TabProps) {
  return (
    <Paper<CurveSeason> of={props} from={`season${props.at}`}>
      {(paper) => <Season {...props} paper={paper} />}
    </Paper>
  );
}

function Season({ look, paper }: TabProps & { paper: CurveSeason }) {
  const say = useSay(words);
  const of = `${paper.contract}-${paper.day}`;
  const dear = outermost(paper.factors, (f) => f.factor);
  const low = outermost(paper.factors, (f) => f.factor, -1);
  const busy = outermost(paper.weekdays, (w) => w.lots);
  const weekday = (n: number) => say(`weekday.${n}` as Word);
  return (
    <div className="curve-page">
      <Panel id="curve-season" title={say("season.title")}>
        {paper.why !== null || !dear || !low ? (
          <Empty>{say("noSeason", { least: paper.leastMonths, index: paper.index, months: paper.months })}</Empty>
        ) : (
          <Figure
            id="curve-months-of-year"
            title={say("season.title")}
            titled
            of={of}
            look={look}
            summary={say("season.sum", {
              high: dear.month,
              highFactor: dear.factor,
              low: low.month,
              lowFactor: low.factor,
              months: paper.months,
            })}
            data={{
              ...byName(paper.factors, say("season.month"), (f) => String(f.month), [
                { key: "factor", label: say("season.factor"), mark: "dots", ink: "line", of: (f) => f.factor },
                { key: "low", label: say("season.low"), mark: "none", ink: "muted", of: (f) => f.low },
                { key: "high", label: say("season.high"), mark: "none", ink: "muted", of: (f) => f.high },
                { key: "years", label: say("season.years"), mark: "none", ink: "muted", of: (f) => String(f.years) },
              ]),
              ranges: [{ kind: "bars", low: "low", high: "high", label: say("season.interval"), ink: "muted" }],
            }}
          />
        )}
      </Panel>
      <Panel id="curve-week" title={say("week.title")}>
        {!busy ? (
          <Empty>{say("noLots")}</Empty>
        ) : (
          <Figure
            id="curve-weekdays"
            title={say("week.title")}
            titled
            of={of}
            look={look}
            summary={
              <>
                <span>
                  {say("week.sum", {
                    most: weekday(busy.weekday),
                    lots: grouped(busy.lots),
                    days: paper.endDays + paper.otherDays,
                  })}
                </span>{" "}
                <span>
                  {paper.endLots === null || paper.otherLots === null
                    ? say("ends.none")
                    : say("ends.sum", {
                        end: grouped(paper.endLots),
                        endDays: paper.endDays,
                        other: grouped(paper.otherLots),
                        otherDays: paper.otherDays,
                      })}
                </span>
              </>
            }
            data={byName(paper.weekdays, say("week.head"), (w) => weekday(w.weekday), [
              { key: "lots", label: say("week.lots"), mark: "columns", ink: "line", of: (w) => w.lots },
              { key: "days", label: say("week.days"), mark: "none", ink: "muted", of: (w) => String(w.days) },
            ])}
          />
        )}
      </Panel>
    </div>
  );
}
