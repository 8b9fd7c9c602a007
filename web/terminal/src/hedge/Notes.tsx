// What a reader must know before a figure: whom the contract hedges, rules not kept, rows not used.
import { useHedgeWords } from "../i18n/hedge";
import type { Plan } from "./plan";

export function Notes({ plan }: { plan: Plan }) {
  const { t, language } = useHedgeWords();
  const terms = language === "zh" ? plan.market.hedgesZh : plan.market.hedgesEn;
  // The desk says it among its warnings; a plan of other makers may not.
  const hedges = plan.warnings.some((w) => terms && w[language].includes(terms)) ? null : terms;
  return (
    <ul className="notes">
      {hedges && (
        <li>
          <b>{t("hedges", { contract: plan.programme.contract })}</b> {hedges}
        </li>
      )}
      {plan.warnings.map((w) => (
        <li key={w.en}>{w[language]}</li>
      ))}
      {plan.breaches.map((b) => (
        <li key={`${b.rule} ${b.where}`} className="bad">
          {t("breach", { rule: b.rule, where: b.where, value: b.value, limit: b.limit })}
          {b.waivedUntil && ` ${t("waived", { day: b.waivedUntil })}`}
        </li>
      ))}
      {plan.exposure.faults.length > 0 && (
        <li>
          {t("faults", { n: plan.exposure.faults.length })}
          <ul>
            {plan.exposure.faults.slice(0, 20).map((f) => (
              <li key={`${f.where} ${f.field} ${f.value}`} lang="en">
                {f.where}: {f.field} '{f.value}': {f.rule}
              </li>
            ))}
          </ul>
        </li>
      )}
    </ul>
  );
}
