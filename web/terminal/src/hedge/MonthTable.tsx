// Exposure and hedge by month: volumes with their cases, what floats, the hedge and the policy's band for it.
import { useHedgeWords } from "../i18n/hedge";
import { share, volume } from "./figures";
import { bandOf, type Plan, type PolicyBand, type Strategy } from "./plan";

export function MonthTable({ plan, chosen }: { plan: Plan; chosen: Strategy | undefined }) {
  const { t } = useHedgeWords();
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("month")}</th>
            <th scope="col" className="n">{t("raw")}</th>
            <th scope="col" className="n">{t("lowBaseHigh")}</th>
            <th scope="col" className="n">{t("floating")}</th>
            <th scope="col">{t("hedge")}</th>
            <th scope="col" className="n">{t("hedged")}</th>
            <th scope="col">{t("band")}</th>
            <th scope="col" className="n">{t("overHedge")}</th>
          </tr>
        </thead>
        <tbody>
          {plan.exposure.months.map((m, place) => {
            const hedges = chosen?.months.filter((h) => h.month === m.month) ?? [];
            // Futures that hold one unit of volume, and what earlier plans hold of the month.
            const scale = plan.ratio.ratio > 0 ? plan.ratio.ratio : 1;
            const before = m.base > 0 ? m.hedged / (m.base * scale) : 0;
            const held = hedges.reduce((sum, h) => sum + h.share, before);
            const breach = plan.breaches.some((b) => b.rule === "band" && b.where === m.month);
            return (
              <tr key={m.month}>
                <th scope="row">{m.month}</th>
                <td className="n">{volume(m.raw)}</td>
                <td className="n">
                  {volume(m.low)} / <b>{volume(m.base)}</b> / {volume(m.high)}
                </td>
                <td className="n">{share(m.floating)}</td>
                <td>{hedges.map((h) => `${h.lots} ${h.symbol}`).join(", ") || "–"}</td>
                <td className="n">{share(held)}</td>
                <td>
                  <Band band={bandOf(plan.policy.bands, place + 1)} held={held} breach={breach} />
                </td>
                <td className="n">{hedges.length > 0 ? share(hedges[0]!.overHedge) : "–"}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** A bar from nothing to all of the exposure: the band shaded, the hedge a line. Whether it is outside the band the plan
 * says: whole lots, and what does not float, bound it too. */
function Band({ band, held, breach }: { band: PolicyBand | null; held: number; breach: boolean }) {
  const { t } = useHedgeWords();
  const size = Math.abs(held);
  const inside = !breach;
  const words = band ? t("bandIs", { least: share(band.least), most: share(band.most) }) : t("noBand");
  return (
    <span className={inside ? "band" : "band out"} title={words}>
      <svg viewBox="0 0 100 14" width="90" height="14" role="img" aria-label={`${words} ${inside ? "" : t("outside")}`}>
        <rect x="0" y="5" width="100" height="4" className="rail" />
        {band && <rect x={band.least * 100} y="2" width={(band.most - band.least) * 100} height="10" className="allowed" />}
        <rect x={Math.min(98, size * 100 - 1)} y="0" width="2.5" height="14" className="held" />
      </svg>
      {!inside && <span className="bad"> {t("outside")}</span>}
    </span>
  );
}
