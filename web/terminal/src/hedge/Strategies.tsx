// All strategies on the same paths, and which one is proposed by which rule.
import { named, useHedgeWords } from "../i18n/hedge";
import { money, share } from "./figures";
import type { Estimated, Plan } from "./plan";

export function Strategies({ plan }: { plan: Plan }) {
  const { t, language } = useHedgeWords();
  const heads = ["deviation", "reduction", "atRisk", "expected", "overBudget", "roll", "peakCall", "trade", "beyond"] as const;
  return (
    <>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("strategy")}</th>
              {heads.map((h) => (
                <th key={h} scope="col" className="n">
                  {t(`col.${h}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {plan.strategies.map((s) => (
              <tr key={s.name} className={s.name === plan.chosen ? "chosen" : ""}>
                <th scope="row">
                  {named("strategy", s.name, language)} {s.name === plan.chosen && <span className="badge">{t("proposed")}</span>}
                  <small className="muted block" lang="en">
                    {s.note}
                  </small>
                </th>
                <Figure of={s.deviation} />
                <td className="n">{share(s.reduction)}</td>
                <Figure of={s.atRisk} />
                <Figure of={s.expected} />
                <Figure of={s.overBudget} form={share} />
                <td className="n">{money(s.roll)}</td>
                <Figure of={s.peakCall} />
                <td className="n">{money(s.costToTrade)}</td>
                <td className="n">{money(s.lotsBeyond)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small" lang="en">
        {plan.whyChosen}
      </p>
    </>
  );
}

function Figure({ of, form = money }: { of: Estimated | null; form?: (v: number | null | undefined) => string }) {
  return (
    <td className="n">
      {form(of?.value)}
      {of && of.error > 0 && <small className="muted block">±{form(of.error)}</small>}
    </td>
  );
}
