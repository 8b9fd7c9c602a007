// Cumulative cost or revenue by month: the middle half and nine tenths of all paths, before grey, after coloured.
import { useHedgeWords } from "../i18n/hedge";
import { short, ticks } from "./figures";
import type { FanMonth, Plan } from "./plan";

const [width, height, left, right, top, bottom] = [640, 300, 64, 12, 12, 34];

export function FanChart({ risk, budget }: { risk: Plan["risk"]; budget: number | null }) {
  const { t, language } = useHedgeWords();
  const all = [...risk.before, ...risk.after];
  if (all.length === 0) return <p>{t("noFan")}</p>;
  const low = Math.min(0, ...all.map((m) => m.p5));
  // Room above the highest line for its words.
  const high = Math.max(...all.map((m) => m.p95), budget ?? 0) * 1.08;
  const count = risk.before.length;
  const x = (i: number) => left + (count === 1 ? 0.5 : i / (count - 1)) * (width - left - right);
  const y = (v: number) => top + (1 - (v - low) / (high - low || 1)) * (height - top - bottom);
  const band = (fan: FanMonth[], a: "p5" | "p25", b: "p95" | "p75") =>
    [...fan.map((m, i) => `${x(i)},${y(m[b])}`), ...fan.map((m, i) => `${x(i)},${y(m[a])}`).reverse()].join(" ");
  const line = (fan: FanMonth[]) => fan.map((m, i) => `${x(i)},${y(m.p50)}`).join(" ");
  const last = (fan: FanMonth[]) => fan[fan.length - 1]!;
  const every = Math.ceil(count / 8);
  return (
    <>
      <svg viewBox={`0 0 ${width} ${height}`} className="fan" role="img" aria-label={t("fan.words", {
        before5: short(last(risk.before).p5, language),
        before95: short(last(risk.before).p95, language),
        after5: short(last(risk.after).p5, language),
        after95: short(last(risk.after).p95, language),
      })}>
        {ticks(low, high).map((v) => (
          <g key={v}>
            <line x1={left} x2={width - right} y1={y(v)} y2={y(v)} className="grid" />
            <text x={left - 6} y={y(v) + 4} className="axis" textAnchor="end">
              {short(v, language)}
            </text>
          </g>
        ))}
        {risk.before.map((m, i) =>
          i % every === 0 ? (
            <text key={m.month} x={x(i)} y={height - 12} className="axis" textAnchor={i === 0 ? "start" : "middle"}>
              {m.month}
            </text>
          ) : null,
        )}
        <polygon points={band(risk.before, "p5", "p95")} className="before" />
        <polygon points={band(risk.before, "p25", "p75")} className="before" />
        <polygon points={band(risk.after, "p5", "p95")} className="after" />
        <polygon points={band(risk.after, "p25", "p75")} className="after" />
        <polyline points={line(risk.before)} className="before-line" />
        <polyline points={line(risk.after)} className="after-line" />
        {budget !== null && (
          <g>
            <line x1={left} x2={width - right} y1={y(budget)} y2={y(budget)} className="budget" />
            <text x={width - right - 4} y={y(budget) - 5} className="axis" textAnchor="end">
              {t("budget")} {short(budget, language)}
            </text>
          </g>
        )}
      </svg>
      <p className="fan-key small">
        <span className="key before-key" /> {t("without")} <span className="key after-key" /> {t("with")} ·{" "}
        {t("fan.words", {
          before5: short(last(risk.before).p5, language),
          before95: short(last(risk.before).p95, language),
          after5: short(last(risk.after).p5, language),
          after95: short(last(risk.after).p95, language),
        })}
      </p>
      <p className="muted small" lang="en">
        {risk.model}
      </p>
    </>
  );
}
