// The state of the curve: its name, the split of its front slope into the usual decline and scarcity, and the words.
import type { CurveAnalytics } from "../../api/curve";
import { useSay } from "../../i18n/words";
import { Scrolled, Why } from "./tab";
import { words } from "./words";

export function StateBox({ data }: { data: CurveAnalytics }) {
  const say = useSay(words);
  const state = data.state;
  if (!state)
    return (
      <p className="state muted">
        <Why sentence={(why) => say("noState", { why })} why={data.noState ?? ""} />
      </p>
    );
  const s = state.scarcity;
  const sign = data.shortage.signs.find((x) => x.name === "scarcity");
  const first = state.rolls[0];
  return (
    <div className="curve-box">
      <p className="curve-shape">
        <b>{say(`shape.${state.shape}`)}</b>
      </p>
      <dl className="curve-split">
        {first && (
          <div>
            <dt>{first.pair.replace("-", "–")}</dt>
            <dd>
              <span className="num">{first.yieldPercent}</span> <span className="muted">{say("percentYear")}</span>
            </dd>
          </div>
        )}
        {s && (
          <>
            <div>
              <dt>{say("front")}</dt>
              <dd>
                <span className="num">{s.frontPercent}</span> <span className="muted">{say("percentYear")}</span>
              </dd>
            </div>
            <div>
              <dt>{say("trend")}</dt>
              <dd>
                <span className="num">{s.trendPercent}</span> <span className="muted">{say("percentYear")}</span>
              </dd>
            </div>
            <div className="curve-scarce">
              <dt>{say("scarcity")}</dt>
              <dd>
                <b className="num">{s.percent}</b> <span className="muted">{say("percentYear")}</span>{" "}
                <span className="muted">{say("noise", { percent: s.noisePercent })}</span>{" "}
                {sign?.z ? (
                  <>
                    <span className="num">{say("z", { z: sign.z })}</span>{" "}
                    <b className={`curve-tight curve-${sign.state}`}>{say(`tight.${sign.state}`)}</b>
                  </>
                ) : (
                  sign?.reason && <span className="muted">{say(`reason.${sign.reason}`, { days: sign.days })}</span>
                )}
              </dd>
            </div>
          </>
        )}
      </dl>
      <h3>{say("inWords")}</h3>
      <p>{say(`shapeText.${state.shape}`)}</p>
      {s ? (
        <>
          <p>
            <b>{say(`reading.${s.reading}`)}</b>
          </p>
          <p className="muted">
            {say(s.trendSource === "index" ? "trendIndex" : "trendFar", {
              near: s.near,
              far: s.far,
              points: s.trendPoints,
            })}
          </p>
        </>
      ) : (
        <p className="muted">
          <Why sentence={(why) => say("noSplit", { why })} why={state.noScarcity ?? ""} />
        </p>
      )}
      {state.backwardatedPercent !== null && (
        <p className="muted">
          {say("pairs", { falling: state.pairsFalling, pairs: state.pairs, percent: state.backwardatedPercent })}
        </p>
      )}
      {state.curvature !== null && <p className="muted">{say("curvature", { value: state.curvature })}</p>}
      {state.averaging.length > 0 && (
        <p className="muted">{say("averaging", { months: state.averaging.join(", ") })}</p>
      )}
      {state.rolls.length > 0 ? (
        <Scrolled label={say("fromFront")}>
          <table>
            <thead>
              <tr>
                <th scope="col" className="left">
                  {say("fromFront")}
                </th>
                <th scope="col">{`${say("carry.roll")} (${say("percentYear")})`}</th>
                <th scope="col">{`${say("carry.cost")} (${say("percentYear")})`}</th>
              </tr>
            </thead>
            <tbody>
              {state.rolls.map((r) => (
                <tr key={r.pair}>
                  <th scope="row" className="left">
                    {r.pair} <span className="muted">{`${r.near} – ${r.far}`}</span>
                  </th>
                  <td>{r.yieldPercent}</td>
                  <td>{r.carryPercent}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      ) : (
        <p className="muted">{say("oneMonth")}</p>
      )}
    </div>
  );
}
