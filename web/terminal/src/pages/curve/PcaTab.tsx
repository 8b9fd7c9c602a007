// In which ways the curve moves: loadings, shares, scores by day, and what two deviations do to each month.
import type { CurveComponents } from "../../api/curve-papers";
import { useSay } from "../../i18n/words";
import { Figure } from "../../panels/figure/Figure";
import type { InkName } from "../../panels/figure/figure";
import { Empty, Panel } from "../../panels/Panel";
import { useParam } from "../../state/params";
import { byDay, byName, short } from "./series";
import { Paper, Why, type TabProps } from "./tab";
import { words } from "./words";

const numbers = ["1", "2", "3"] as const;
const styles: { ink: InkName; dash?: number[] }[] = [
  { ink: "line" },
  { ink: "warn", dash: [6, 4] },
  { ink: "model", dash: [2, 3] },
];

export function PcaTab(props: TabProps) {
  return (
    <Paper<CurveComponents> of={props} from={`components${props.at}`}>
      {(paper) => <Components {...props} paper={paper} />}
    </Paper>
  );
}

function Components({ view, change, look, unit, paper }: TabProps & { paper: CurveComponents }) {
  const say = useSay(words);
  const [which, setWhich] = useParam(view, change, "pc", numbers, "1");
  const shown = paper.components.slice(0, numbers.length);
  const [first, second, third] = shown;
  if (paper.why !== null || !first || !second || !third)
    return (
      <Panel id="curve-pca" title={say("tab.pca")}>
        <Empty>
          <Why sentence={(why) => say("noPca", { why })} why={paper.why ?? ""} />
        </Empty>
      </Panel>
    );
  const of = `${paper.contract}-${paper.day}`;
  const label = (k: number) => say("pca.component", { n: k + 1, share: shown[k]!.sharePercent });
  const all = paper.components.map((c, k) => ({ ...c, name: String(k + 1) }));
  const moved = paper.scenarios.filter((s) => s.component === Number(which));
  return (
    <div className="curve-page">
      <Panel id="curve-pca" title={say("tab.pca")}>
        <Figure
          id="curve-loadings"
          title={say("pca.title")}
          of={of}
          look={look}
          summary={say("pca.sum", {
            first: first.sharePercent,
            second: second.sharePercent,
            third: third.sharePercent,
            changes: paper.changes,
          })}
          data={{
            axis: "number",
            head: say("pca.months"),
            up: say("pca.loading"),
            points: paper.months.map((m) => ({ at: Number(m), name: m })),
            series: shown.map((c, k) => ({
              key: `pc${k}`,
              label: label(k),
              texts: c.loadings,
              mark: "both",
              ...styles[k]!,
            })),
          }}
        >
          {paper.tooFew && <p className="warn">{say("pca.few", { changes: paper.changes, few: paper.fewChanges })}</p>}
          <p className={paper.tooStretched ? "warn" : "muted"}>
            {say(paper.tooStretched ? "pca.stretched" : "pca.cells", { percent: paper.stretchedPercent })}
          </p>
        </Figure>
      </Panel>
      <Panel id="curve-shares" title={say("pca.shares")}>
        <Figure
          id="curve-share"
          title={say("pca.shares")}
          titled
          of={of}
          look={look}
          summary={say("pca.sum", {
            first: first.sharePercent,
            second: second.sharePercent,
            third: third.sharePercent,
            changes: paper.changes,
          })}
          data={byName(all, say("pca.which"), (c) => c.name, [
            { key: "share", label: say("pca.share"), mark: "columns", ink: "line", of: (c) => c.sharePercent },
            {
              key: "deviation",
              label: say("pca.deviation"),
              mark: "none",
              ink: "muted",
              of: (c) => c.deviationPercent,
            },
          ])}
        />
      </Panel>
      <Panel id="curve-scores" title={say("pca.scores")}>
        <Figure
          id="curve-score"
          title={say("pca.scores")}
          titled
          of={of}
          look={look}
          summary={say("pca.scoresSum", { count: paper.scores.length })}
          data={byDay(
            paper.scores,
            say("figureDay"),
            shown.map((_, k) => ({
              key: `score${k}`,
              label: say("pca.score", { n: k + 1 }),
              mark: "line" as const,
              ...styles[k]!,
              of: (d: CurveComponents["scores"][number]) => d.percents[k] ?? null,
            })),
          )}
        />
      </Panel>
      <Panel
        id="curve-scenario"
        title={say("pca.scenario")}
        tools={
          <div className="choice" role="group" aria-label={say("pca.which")}>
            {numbers.map((n) => (
              <button key={n} type="button" aria-pressed={n === which} onClick={() => setWhich(n)}>
                {n}
              </button>
            ))}
          </div>
        }
      >
        <Figure
          id="curve-moved"
          title={say("pca.scenario")}
          titled
          of={`${of}-${which}`}
          look={look}
          summary={say("pca.scenarioSum", { n: which })}
          data={byName(moved, say("month"), (s) => short(s.contract), [
            { key: "up", label: say("pca.up"), unit, mark: "both", ink: "line", of: (s) => s.up },
            { key: "down", label: say("pca.down"), unit, mark: "both", ink: "warn", dash: [6, 4], of: (s) => s.down },
          ])}
        />
      </Panel>
    </div>
  );
}
