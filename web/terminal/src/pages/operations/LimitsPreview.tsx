// What other price limits would change: old and new bands month by month, orders outside them, or the market's no.
import type { MonthLimits, PriceLimits } from "../../api/operations";
import { grouped } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { Refusal } from "../../panels/Answer";
import { Columns } from "./Columns";
import { words } from "./words";

export function LimitsPreview({ limits }: { limits: PriceLimits }) {
  const t = useSay(words);
  const band = (low: string | null, high: string | null) =>
    low === null || high === null ? "–" : t("limits.band", { low, high });
  return (
    <div id="operations-limits-preview">
      {limits.refused && (
        <p className="answer warn">
          <Refusal fault={limits.refused} />
        </p>
      )}
      <Columns<MonthLimits>
        caption={t("limits.caption")}
        rows={limits.months}
        rowKey={(m) => m.symbol}
        empty={t("months.none")}
        columns={[
          { head: t("month"), left: true, of: (m) => <span translate="no">{m.symbol}</span> },
          { head: t("limits.before"), of: (m) => band(m.limitLow, m.limitHigh) },
          {
            head: t("limits.after"),
            of: (m) => (m.newLow !== null ? <b>{band(m.newLow, m.newHigh)}</b> : limits.refused ? "–" : t("limits.unmoved")),
          },
          { head: t("limits.out"), of: (m) => grouped(String(m.orders)) },
          { head: t("limits.traded"), of: (m) => band(m.tradedLow, m.tradedHigh) },
        ]}
      />
      <p className="operations-line muted num">
        {t("limits.sum", {
          orders: grouped(String(limits.orders)),
          lots: grouped(String(limits.lots)),
          sequence: limits.eventSequence,
        })}
      </p>
    </div>
  );
}
