// Whom an order of the operator reaches: live orders and their accounts, as of an event.
import type { Reach } from "../../api/operations";
import { grouped } from "../../format/numbers";
import { useWords } from "../../i18n";
import { named } from "../../i18n/names";
import { useSay } from "../../i18n/words";
import { Columns } from "./Columns";
import { words } from "./words";

/** The largest; the sum says how many there are. */
const most = 12;

export function ReachTable({ reach }: { reach: Reach }) {
  const t = useSay(words);
  const { language } = useWords();
  return (
    <div id="operations-reach">
      <Columns
        caption={t("reach.title", { orders: reach.orders, accounts: reach.accounts.length })}
        rows={reach.accounts.slice(0, most)}
        rowKey={(a) => String(a.account)}
        empty={t("reach.none")}
        columns={[
          {
            head: t("account"),
            left: true,
            of: (a) => (
              <span translate="no">
                {a.account} {named(a.name, language)}
              </span>
            ),
          },
          { head: t("reach.orders"), of: (a) => a.orders },
          { head: t("reach.buy"), of: (a) => grouped(String(a.buyLots)) },
          { head: t("reach.sell"), of: (a) => grouped(String(a.sellLots)) },
        ]}
      />
      <p className="operations-line muted num">
        {t("reach.sum", {
          months: reach.symbols.length,
          stops: reach.stops,
          open: grouped(String(reach.openInterest)),
          sequence: reach.eventSequence,
        })}
      </p>
    </div>
  );
}
