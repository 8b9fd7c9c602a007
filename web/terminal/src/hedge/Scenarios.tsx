// What each shock costs and what the hedge gives back; a lender's covenant month by month.
import { named, useHedgeWords } from "../i18n/hedge";
import { money, share } from "./figures";
import type { Plan } from "./plan";

export function Scenarios({ plan }: { plan: Plan }) {
  const { t, language } = useHedgeWords();
  const { scenarios, breachChance } = plan.risk;
  const most = Math.max(...scenarios.map((s) => Math.abs(s.hedge)), 1);
  return (
    <>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("scenario")}</th>
              <th scope="col" className="n">{t("physical")}</th>
              <th scope="col" className="n">{t("hedgeResult")}</th>
              <th scope="col" aria-hidden="true" />
              <th scope="col" className="n">{t("net")}</th>
              <th scope="col" className="n">{t("worstCall")}</th>
            </tr>
          </thead>
          <tbody>
            {scenarios.map((s) => (
              <tr key={s.name}>
                <th scope="row">{named("scenario", s.name, language)}</th>
                <td className="n">{money(s.physical)}</td>
                <td className="n">{money(s.hedge)}</td>
                <td aria-hidden="true">
                  <svg viewBox="-50 0 100 10" width="100" height="10">
                    <line x1="0" x2="0" y1="0" y2="10" className="grid" />
                    <rect x={Math.min(0, (s.hedge / most) * 50)} y="2" width={Math.abs((s.hedge / most) * 50)} height="6"
                      className={s.hedge < 0 ? "loss" : "gain"} />
                  </svg>
                </td>
                <td className="n">{money(s.net)}</td>
                <td className="n">{money(s.worstCall)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {breachChance.length > 0 && (
        <p>
          {t("covenant")}: {breachChance.map((c) => share(c.value)).join(" · ")}
        </p>
      )}
    </>
  );
}
