// Fits: rich and cheap against a smooth shape, the smoothest forward curve, the shape day by day, and two factors.
import type { CurveEstimates, CurveFits } from "../../api/curve-papers";
import { daySeconds } from "../../format/time";
import { useSay } from "../../i18n/words";
import { Figure } from "../../panels/figure/Figure";
import { Empty, Panel } from "../../panels/Panel";
import { byDay, byName, outermost, short } from "./series";
import { Because, Paper, Scrolled, Why, type TabProps } from "./tab";
import { words } from "./words";

export function FitTab(props: TabProps) {
  return (
    <Paper<CurveFits> of={props} from={`fits${props.at}`}>
      {(paper, again) => <Fits {...props} paper={paper} again={again} />}
    </Paper>
  );
}

/** What rests on a whole history is estimated by one caller at a time. */
const isBusy = (why: string | null | undefined) => why?.startsWith("another estimate is under way") ?? false;

function Fits({ data, look, unit, paper, again }: TabProps & { paper: CurveFits; again: () => void }) {
  const say = useSay(words);
  const of = `${paper.contract}-${paper.day}`;
  const { nelsonSiegel: shape, residuals, forward } = paper;
  const rich = outermost(residuals, (r) => r.ticks);
  const cheap = outermost(residuals, (r) => r.ticks, -1);
  const [first, last] = [forward.months[0], forward.months.at(-1)];
  return (
    <div className="curve-page">
      <Panel id="curve-fit" title={say("fitted")}>
        {shape.why !== null || !rich || !cheap ? (
          <Empty>
            <Why sentence={(why) => say("noFit", { why })} why={shape.why ?? ""} />
          </Empty>
        ) : (
          <Figure
            id="curve-residuals"
            title={say("fit.title")}
            of={of}
            look={look}
            summary={say("fit.sum", {
              rich: rich.contract,
              most: rich.ticks,
              cheap: cheap.contract,
              least: cheap.ticks,
            })}
            data={byName(residuals, say("month"), (r) => short(r.contract), [
              { key: "ticks", label: say("fit.ticks"), mark: "columns", ink: "line", of: (r) => r.ticks },
              { key: "price", label: say("settlement"), mark: "none", ink: "text", of: (r) => r.price },
              { key: "fit", label: say("fitted"), mark: "none", ink: "text", of: (r) => r.fitted },
            ])}
          >
            <p>{say("fitSum", { ticks: shape.rmseTicks ?? "" })}</p>
            <p>
              {say("fit.parameters", {
                level: shape.level ?? "",
                slope: shape.slope ?? "",
                curvature: shape.curvature ?? "",
                lambda: shape.lambda ?? "",
              })}
            </p>
            <p className="muted">{say("fit.note")}</p>
          </Figure>
        )}
      </Panel>
      <Panel id="curve-forward" title={say("forward.title")}>
        {forward.why !== null || !first || !last ? (
          <Empty>
            <Why sentence={(why) => say("noForward", { why })} why={forward.why ?? ""} />
          </Empty>
        ) : (
          <Figure
            id="curve-forwards"
            title={say("forward.title")}
            titled
            of={of}
            look={look}
            summary={say("forward.sum", { from: first.month, first: first.mean, to: last.month, last: last.mean })}
            data={{
              axis: "time",
              head: say("month"),
              up: unit,
              points: forward.months.map((m) => ({ at: daySeconds(`${m.month}-15`), name: m.month })),
              series: [
                {
                  key: "mean",
                  label: say("forward.mean"),
                  texts: forward.months.map((m) => m.mean),
                  mark: "both",
                  ink: "line",
                },
                {
                  key: "low",
                  label: say("forward.low"),
                  texts: forward.months.map((m) => m.lowest),
                  mark: "none",
                  ink: "muted",
                },
                {
                  key: "high",
                  label: say("forward.high"),
                  texts: forward.months.map((m) => m.highest),
                  mark: "none",
                  ink: "muted",
                },
              ],
              ranges: [{ kind: "bars", low: "low", high: "high", label: say("forward.range"), ink: "muted" }],
            }}
          />
        )}
      </Panel>
      <Panel id="curve-dynamic" title={say("dynamic.title")}>
        {isBusy(paper.dynamic?.why) ? <Busy again={again} /> : <Dynamic paper={paper} look={look} of={of} />}
      </Panel>
      <Panel id="curve-factors" title={say("factors.title")}>
        {isBusy(paper.factors?.why) ? (
          <Busy again={again} />
        ) : !paper.factors || paper.factors.why !== null || paper.factors.factors.length === 0 ? (
          <Empty>
            {say("noFactors", {
              least: paper.factors?.leastDays ?? 0,
              days: paper.factors?.days ?? data.history.length,
            })}
          </Empty>
        ) : (
          <Factors factors={paper.factors} look={look} of={of} />
        )}
      </Panel>
    </div>
  );
}

function Busy({ again }: { again: () => void }) {
  const say = useSay(words);
  return (
    <div className="state muted">
      <p>{say("busy")}</p>
      <button type="button" onClick={again}>
        {say("again")}
      </button>
    </div>
  );
}

function Dynamic({ paper, look, of }: { paper: CurveFits; look: string; of: string }) {
  const say = useSay(words);
  const fit = paper.dynamic;
  const last = fit?.days.at(-1);
  if (!fit || fit.why !== null || !last)
    return (
      <Empty>
        <Why sentence={(why) => say("noDynamic", { least: fit?.leastDays ?? 0, why })} why={fit?.why ?? ""} />
      </Empty>
    );
  return (
    <Figure
      id="curve-shapes"
      title={say("dynamic.title")}
      titled
      of={of}
      look={look}
      summary={say("dynamic.sum", {
        lambda: fit.lambda ?? "",
        days: fit.days.length,
        level: last.level,
        day: last.day,
      })}
      data={byDay(fit.days, say("figureDay"), [
        { key: "level", label: say("dynamic.level"), mark: "line", ink: "text", of: (d) => d.level },
        { key: "slope", label: say("dynamic.slope"), mark: "line", ink: "line", dash: [6, 4], of: (d) => d.slope },
        {
          key: "bend",
          label: say("dynamic.curvature"),
          mark: "line",
          ink: "warn",
          dash: [2, 3],
          of: (d) => d.curvature,
        },
        { key: "rmse", label: say("dynamic.rmse"), mark: "none", ink: "muted", of: (d) => d.rmseTicks },
      ])}
    >
      <Scrolled label={say("dynamic.beta")}>
        <table>
          <thead>
            <tr>
              <th scope="col" className="left">
                {say("dynamic.beta")}
              </th>
              <th scope="col">{say("dynamic.mean")}</th>
              <th scope="col">{say("dynamic.persistence")}</th>
              <th scope="col">{say("dynamic.noise")}</th>
            </tr>
          </thead>
          <tbody>
            {fit.reversions.map((r) => (
              <tr key={r.beta}>
                <th scope="row" className="left">
                  {say(`dynamic.${r.beta}`)}
                </th>
                <td>{r.mean}</td>
                <td>{r.persistence}</td>
                <td>{r.noise}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </Figure>
  );
}

function Factors({ factors, look, of }: { factors: CurveEstimates; look: string; of: string }) {
  const say = useSay(words);
  const last = factors.factors.at(-1)!;
  return (
    <>
      <Figure
        id="curve-chi"
        title={say("factors.chi")}
        of={of}
        look={look}
        summary={say("factors.sum", {
          chi: last.chiPercent,
          day: last.day,
          price: last.equilibrium,
          prices: factors.prices,
          days: factors.days,
        })}
        data={byDay(factors.factors, say("figureDay"), [
          { key: "chi", label: say("factors.chi"), mark: "line", ink: "line", of: (d) => d.chiPercent },
          { key: "xi", label: say("factors.xi"), mark: "none", ink: "text", of: (d) => d.equilibrium },
        ])}
      >
        {!factors.converged && <p className="warn">{say("factors.notDone")}</p>}
        <p className="muted">{say("factors.note")}</p>
      </Figure>
      <div className="curve-tables">
        <Scrolled label={say("factors.parameter")}>
          <table>
            <thead>
              <tr>
                <th scope="col" className="left">
                  {say("factors.parameter")}
                </th>
                <th scope="col">{say("factors.value")}</th>
                <th scope="col">{say("factors.error")}</th>
              </tr>
            </thead>
            <tbody translate="no">
              {factors.estimates.map((e) => (
                <tr key={e.name}>
                  <th scope="row" className="left">
                    {e.name}
                  </th>
                  <td>{e.value}</td>
                  <td>{e.error ?? "–"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
        <Scrolled label={say("factors.maturity")}>
          <table>
            <thead>
              <tr>
                <th scope="col" className="left">
                  {say("factors.maturity")}
                </th>
                <th scope="col">{say("factors.prices")}</th>
                <th scope="col">{say("factors.rmse")}</th>
                <th scope="col">{say("factors.white")}</th>
              </tr>
            </thead>
            <tbody>
              {factors.errors.map((e) => (
                <tr key={e.maturity}>
                  <th scope="row" className="left">
                    <Because why={e.maturity} />
                  </th>
                  <td>{e.prices}</td>
                  <td>{e.rmsePercent}</td>
                  <td>{e.whiteP ?? "–"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      </div>
    </>
  );
}
