// Live orders as the private channel tells them: amended in their rows, cancelled one by one or by scope.
import { Fragment, useRef, useState } from "react";
import type { OrderNow } from "../../api/private";
import type { OpenOrder } from "../../api/types";
import { lots, price } from "../../format/numbers";
import { stamp } from "../../format/time";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { AmendRow } from "../../panels/AmendRow";
import { lifeKey, statusKey, typeKey } from "../../ticket/names";
import { Empty, Loading } from "../../panels/Panel";
import { useVenue } from "../../state/venue";
import { scopes, useTrade, type Scope } from "./context";
import { words } from "./words";

/** As an amendment reads it. */
const open = (o: OrderNow): OpenOrder => ({ ...o, status: o.status === "sleeping" ? "sleeping" : "resting" });

export function OrdersTable() {
  const { t } = useWords();
  const say = useSay(words);
  const { store } = useVenue();
  const { orders, who, may, mayCancel, do: act } = useTrade();
  const [amended, setAmended] = useState<number | null>(null);
  const table = useRef<HTMLTableElement>(null);
  /** The focus goes back to where the form was opened. */
  const close = () => {
    setAmended(null);
    table.current?.querySelector<HTMLElement>(`[data-amend="${amended}"]`)?.focus();
  };
  return (
    <>
      <CancelAll />
      {orders.fault ? (
        <p className="answer warn">{say("orders.fault", { code: orders.fault.code })}</p>
      ) : orders.data === null ? (
        <Loading what={say("tab.orders")} rows={3} />
      ) : orders.data.length === 0 ? (
        <Empty>{say("orders.none")}</Empty>
      ) : (
        <table className="live-orders trade-orders" aria-label={say("tab.orders")} ref={table}>
          <thead>
            <tr>
              <th scope="col" className="left">
                {say("watch.symbol")}
              </th>
              <th scope="col" className="left">
                {say("positions.side")}
              </th>
              <th scope="col" className="left">
                {t("order.type")}
              </th>
              <th scope="col">{t("order.price")}</th>
              <th scope="col">{t("order.remaining")}</th>
              <th scope="col" className="left">
                {t("order.status")}
              </th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {orders.data.map((o) => (
              <Fragment key={o.order}>
                <tr className={o.order === amended ? "chosen" : undefined}>
                  <th scope="row" className="left">
                    {o.symbol}
                  </th>
                  <td className={`left ${o.side === "buy" ? "bid" : "ask"}`}>{say(`side.${o.side}`)}</td>
                  <td className="left">
                    {t(o.quote ? "order.quote" : typeKey(o.type))}
                    <span className="muted"> {t(lifeKey(o.timeInForce))}</span>
                  </td>
                  <td>
                    {price(o.price)}
                    {o.stopPrice !== null && <span className="muted"> ⚑{price(o.stopPrice)}</span>}
                  </td>
                  <td>
                    {lots(o.remaining)}
                    <span className="muted">/{lots(o.lots)}</span>
                  </td>
                  <td className="left">{t(statusKey(o.status === "accepted" ? "resting" : o.status))}</td>
                  <td className="trade-row-tools">
                    {!o.quote && (
                      <button
                        type="button"
                        className="small"
                        disabled={!may.may}
                        title={may.why}
                        data-amend={o.order}
                        aria-expanded={o.order === amended}
                        onClick={() => setAmended(o.order === amended ? null : o.order)}
                      >
                        {t("amend.open")}
                      </button>
                    )}
                    <button
                      type="button"
                      className="small"
                      disabled={!mayCancel.may}
                      title={mayCancel.why}
                      onClick={() => act.cancel(o)}
                    >
                      {t("order.cancel")}
                    </button>
                  </td>
                </tr>
                {o.order === amended && (
                  <AmendRow order={open(o)} account={who.account} taken={close} changed={() => undefined} close={close} />
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
      <Changes stampOf={(time, symbol) => stamp(time, store.rows.get(symbol)?.calendar)} />
    </>
  );
}

function CancelAll() {
  const say = useSay(words);
  const { scope, setScope, mayCancel, do: act } = useTrade();
  return (
    <div className="row wrap trade-cancel-all">
      <label className="field">
        <span className="muted">{say("scope.title")}</span>
        <select value={scope} onChange={(e) => setScope(e.target.value as Scope)}>
          {scopes.map((s) => (
            <option key={s} value={s}>
              {say(`scope.${s}`)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" disabled={!mayCancel.may} title={mayCancel.why} onClick={act.cancelAll}>
        {say("cancelAll")}
      </button>
    </div>
  );
}

/** What became of the newest orders, with the reason of what left without trading. */
function Changes({ stampOf }: { stampOf: (time: string, symbol: string) => string }) {
  const { t } = useWords();
  const say = useSay(words);
  const { store } = useVenue();
  const { who, orders } = useTrade();
  const changes = orders.data === null ? [] : store.own.changes(who.account);
  const gone = changes.filter((c) => c.reason !== null).slice(0, 8);
  if (gone.length === 0) return null;
  return (
    <table className="trade-changes">
      <caption>{say("orders.left")}</caption>
      <tbody>
        {gone.map((c) => (
          <tr key={`${c.sequence} ${c.order.order}`}>
            <td className="left muted">{stampOf(c.time, c.order.symbol)}</td>
            <td className="left">{c.order.symbol}</td>
            <td className="left">{t(statusKey(c.order.status === "accepted" ? "resting" : c.order.status))}</td>
            <td className="left">{reasonKeys.has(c.reason!) ? say(`reason.${c.reason}` as "reason.kill switch") : c.reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const reasonKeys = new Set(
  Object.keys(words.en)
    .filter((k) => k.startsWith("reason."))
    .map((k) => k.slice("reason.".length)),
);
