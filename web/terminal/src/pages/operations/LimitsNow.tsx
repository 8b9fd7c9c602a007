// The price limits in force in a month, who set them, and where others are ordered.
import type { OperatingRow } from "../../api/operations";
import { useSay } from "../../i18n/words";
import type { TabName } from "./page";
import { words } from "./words";

export function LimitsNow({ row, openTab }: { row: OperatingRow | null; openTab: (tab: TabName) => void }) {
  const t = useSay(words);
  return (
    <div id="operations-limits">
      <h3>{t("limits.title")}</h3>
      <p className="operations-line">
        {row?.limitLow && row.limitHigh
          ? t("limits.now", { low: row.limitLow, high: row.limitHigh })
          : t("limits.none")}{" "}
        {row?.limitOrder &&
          t("limits.set", {
            limit: row.limitOrder.limit,
            proposer: row.limitOrder.proposer,
            approver: row.limitOrder.approver,
            reason: row.limitOrder.reason,
          })}{" "}
        {t("limits.how")}{" "}
        <button type="button" className="link" onClick={() => openTab("designer")}>
          {t("limits.draft")}
        </button>
      </p>
    </div>
  );
}
