// The hedge ratio with its scatter, and the basis split into its parts.
import { useHedgeWords } from "../i18n/hedge";
import { ratio, share, ticks } from "./figures";
import type { Plan } from "./plan";

const [width, height, left, right, top, bottom] = [420, 260, 52, 12, 12, 34];

export function RatioPanel({ ratio: facts }: { ratio: Plan["ratio"] }) {
  const { t } = useHedgeWords();
  return (
    <>
      <p>
        <b>{ratio(facts.ratio)}</b> <span lang="en">{facts.method}</span> ·{" "}
        {facts.raw === null
          ? t("notEstimated", { n: facts.observations })
          : t("interval", {
              raw: ratio(facts.raw),
              low: ratio(facts.low),
              high: ratio(facts.high),
              n: facts.observations,
              r2: ratio(facts.rSquared),
              out: share(facts.outOfSample),
            })}
      </p>
      <p className="small" lang="en">
        {facts.why}
      </p>
      {facts.points.length > 0 && <Scatter facts={facts} />}
    </>
  );
}

function Scatter({ facts }: { facts: Plan["ratio"] }) {
  const { t } = useHedgeWords();
  const spread = (values: number[]) => {
    const most = Math.max(...values.map(Math.abs), 1e-9) * 1.1;
    return [-most, most] as const;
  };
  const [x0, x1] = spread(facts.points.map((p) => p.index));
  const [y0, y1] = spread(facts.points.map((p) => p.own));
  const x = (v: number) => left + ((v - x0) / (x1 - x0)) * (width - left - right);
  const y = (v: number) => top + (1 - (v - y0) / (y1 - y0)) * (height - top - bottom);
  const slope = facts.raw;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className="fan scatter" role="img" aria-label={t("scatter")}>
      {ticks(y0, y1).map((v) => (
        <g key={`y${v}`}>
          <line x1={left} x2={width - right} y1={y(v)} y2={y(v)} className="grid" />
          <text x={left - 6} y={y(v) + 4} className="axis" textAnchor="end">
            {share(v)}
          </text>
        </g>
      ))}
      {ticks(x0, x1).map((v) => (
        <text key={`x${v}`} x={x(v)} y={height - 18} className="axis" textAnchor="middle">
          {share(v)}
        </text>
      ))}
      <text x={(left + width) / 2} y={height - 3} className="axis" textAnchor="middle">
        {t("axes")}
      </text>
      {slope !== null && (
        <line x1={x(Math.max(x0, y0 / (slope || 1e-9)))} x2={x(Math.min(x1, y1 / (slope || 1e-9)))}
          y1={y(slope * Math.max(x0, y0 / (slope || 1e-9)))} y2={y(slope * Math.min(x1, y1 / (slope || 1e-9)))} className="after-line" />
      )}
      {facts.points.map((p) => (
        <circle key={p.day} cx={x(p.index)} cy={y(p.own)} r="3.5" className="point">
          <title>{`${p.day}: ${share(p.index)}, ${share(p.own)}`}</title>
        </circle>
      ))}
    </svg>
  );
}

export function BasisPanel({ basis }: { basis: Plan["basis"] }) {
  const { t } = useHedgeWords();
  if (basis.length === 0) return <p>{t("noBasis")}</p>;
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("month")}</th>
            {(["own", "index", "mix", "timing", "currency"] as const).map((c) => (
              <th key={c} scope="col" className="n">
                {t(`basis.${c}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {basis.map((b) => (
            <tr key={b.month}>
              <th scope="row">{b.month}</th>
              <td className="n">{ratio(b.own)}</td>
              <td className="n">{ratio(b.index)}</td>
              <td className="n">{ratio(b.mix)}</td>
              <td className="n">{ratio(b.timing)}</td>
              <td className="n">{ratio(b.currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
