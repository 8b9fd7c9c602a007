// The state of the curve: its name, what the name means for a good that gets cheaper by itself, and the split.
import type { CurveAnalytics } from "../../api/curve";
import { useWords, type Key } from "../../i18n";

export function StateBox({ data }: { data: CurveAnalytics }) {
  const { t } = useWords();
  const state = data.state;
  if (!state) return <p className="state muted">{t("study.noState", { why: data.noState ?? "" })}</p>;
  const s = state.scarcity;
  return (
    <div className="scroll study-box">
      <p>
        <b className="big">{t(`study.shape.${state.shape}` as Key)}</b>
        {state.backwardatedPercent && (
          <span className="muted">
            {" "}
            {t("study.pairs", { falling: state.pairsFalling, pairs: state.pairs, percent: state.backwardatedPercent })}
          </span>
        )}
      </p>
      <p>{t(`study.shapeText.${state.shape}` as Key)}</p>
      {s ? (
        <>
          <dl className="sums">
            <div>
              <dt>{t("study.front")}</dt>
              <dd>{s.frontPercent}%</dd>
            </div>
            <div>
              <dt>{t("study.trend")}</dt>
              <dd>{s.trendPercent}%</dd>
            </div>
            <div>
              <dt>{t("study.scarcity")}</dt>
              <dd>
                <b>{s.percent}%</b> ± {s.noisePercent}%
              </dd>
            </div>
          </dl>
          <p className="muted small">
            {t(s.trendSource === "index" ? "study.trendIndex" : "study.trendFar", {
              near: s.near,
              far: s.far,
              points: s.trendPoints,
            })}
          </p>
          <p>
            <b>{t(`study.reading.${s.reading}` as Key)}</b>
          </p>
        </>
      ) : (
        <p className="muted">{t("study.noSplit", { why: state.noScarcity ?? "" })}</p>
      )}
      <table>
        <thead>
          <tr>
            <th scope="col" className="left">
              {t("study.pair")}
            </th>
            <th scope="col">{t("study.roll")}</th>
            <th scope="col">{t("study.carry")}</th>
          </tr>
        </thead>
        <tbody>
          {state.rolls.map((r) => (
            <tr key={r.pair}>
              <th scope="row" className="left">
                {r.pair} <span className="muted">{`${r.near} – ${r.far}`}</span>
              </th>
              <td>{r.yieldPercent}%</td>
              <td>{r.carryPercent}%</td>
            </tr>
          ))}
        </tbody>
      </table>
      {state.curvature !== null && <p className="muted small">{t("study.curvature", { value: state.curvature })}</p>}
      {state.averaging.length > 0 && (
        <p className="muted small">{t("study.averaging", { months: state.averaging.join(", ") })}</p>
      )}
    </div>
  );
}
