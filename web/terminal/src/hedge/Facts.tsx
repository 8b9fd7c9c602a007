// The five figures that a treasurer reads first, each beside what it would be without the hedge.
import { useHedgeWords } from "../i18n/hedge";
import { money, share } from "./figures";
import type { Estimated, Plan, Strategy } from "./plan";

export function Facts({ plan, chosen }: { plan: Plan; chosen: Strategy | undefined }) {
  const { t } = useHedgeWords();
  const { risk, programme } = plan;
  const confidence = Math.round(plan.policy.confidence * 100);
  const unhedged = plan.strategies.find((s) => s.name === "none");
  const cost = programme.side === "Buyer";
  return (
    <dl className="facts wide">
      <Fact name={t(cost ? "fact.cost" : "fact.revenue", { currency: programme.currency })} now={chosen?.expected} was={unhedged?.expected} />
      <Fact name={t(cost ? "fact.atRisk" : "fact.revenueAtRisk", { confidence })} now={risk.atRiskAfter} was={risk.atRiskBefore} />
      <Fact name={t("fact.budget")} now={risk.overBudgetAfter} was={risk.overBudgetBefore} form={share} />
      <Fact name={t("fact.liquidity")} now={risk.liquidityTenDays} note={t("fact.cap", { cap: money(plan.policy.liquidityCap) })} />
      <Fact name={t("fact.margin")} now={{ value: risk.initialMargin, error: 0 }} />
      <div>
        <dt>{t("fact.breaches")}</dt>
        <dd className={plan.breaches.length > 0 ? "bad" : ""}>{plan.breaches.length}</dd>
      </div>
    </dl>
  );
}

function Fact({
  name,
  now,
  was,
  note,
  form = money,
}: {
  name: string;
  now: Estimated | null | undefined;
  was?: Estimated | null | undefined;
  note?: string;
  form?: (value: number | null | undefined) => string;
}) {
  const { t } = useHedgeWords();
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {form(now?.value)}
        {now && now.error > 0 && <small className="muted"> ±{form(now.error)}</small>}
        {was && <small className="muted block">{t("fact.was", { value: form(was.value) })}</small>}
        {note && <small className="muted block">{note}</small>}
      </dd>
    </div>
  );
}
