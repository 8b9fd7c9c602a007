// The account's live orders: each may be amended in its own row, or cancelled.
import { Fragment, useRef, useState } from "react";
import { send } from "../api/client";
import type { OpenOrder } from "../api/types";
import { lots, price } from "../format/numbers";
import { useWords, type Key } from "../i18n";
import { useLiveOrders } from "../state/orders";
import { useRequest } from "../state/request";
import { mayAmend } from "../ticket/amend";
import { AmendRow } from "./AmendRow";
import { Answer } from "./Answer";
import { Empty, Failed, Loading } from "./Panel";

interface LiveOrdersProps {
  account: number;
  /** Rises when something was sent elsewhere. */
  count: number;
  changed: () => void;
  showQuote: (symbol: string) => void;
}

export function LiveOrders({ account, count, changed, showQuote }: LiveOrdersProps) {
  const { t } = useWords();
  const orders = useLiveOrders(account, count);
  const { told, stage, run, tell } = useRequest(changed);
  const [amended, setAmended] = useState<number | null>(null);
  /** Which order the last request was about: its answer stands under it. */
  const [about, setAbout] = useState<number | null>(null);
  const table = useRef<HTMLTableElement>(null);
  if (orders.error && !orders.data) return <Failed what={t("order.live")} error={orders.error} retry={orders.retry} />;
  if (!orders.data) return <Loading what={t("order.live")} rows={3} />;
  // What happened to the order whose form was open is told here, because its row is gone.
  const gone = amended !== null && !orders.data.some((o) => o.order === amended);
  const listed = about !== null && orders.data.some((o) => o.order === about);
  const cancel = (order: number) => {
    setAbout(order);
    run(async () => {
      await send("DELETE", `v1/orders/${order}`, { account });
      return t("order.gone", { order });
    });
  };
  const close = (order: number) => {
    setAmended(null);
    table.current?.querySelector<HTMLElement>(`[data-amend="${order}"]`)?.focus();
  };
  return (
    <section className="live" aria-label={t("order.live")}>
      {!listed && <Answer told={told} stage={stage} />}
      {gone && (
        <p className="answer warn" role="status">
          {t("amend.gone", { order: amended })}
        </p>
      )}
      {orders.data.length === 0 ? (
        <Empty>{t("order.none")}</Empty>
      ) : (
        <table className="live-orders" aria-label={t("order.live")} ref={table}>
          <thead>
            <tr>
              <th scope="col" className="left">
                {t("statement.symbol")}
              </th>
              <th scope="col" className="left">
                {t("statement.side")}
              </th>
              <th scope="col" className="left c-type">
                {t("order.type")}
              </th>
              <th scope="col">{t("order.price")}</th>
              <th scope="col">{t("order.remaining")}</th>
              <th scope="col" className="left c-status">
                {t("order.status")}
              </th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {orders.data.map((o) => (
              <Fragment key={o.order}>
                <tr className={o.order === amended ? "chosen" : undefined}>
                  <OrderCells order={o} />
                  <td>
                    {mayAmend(o) ? (
                      <button
                        type="button"
                        className="link"
                        data-amend={o.order}
                        aria-expanded={o.order === amended}
                        onClick={() => setAmended(o.order === amended ? null : o.order)}
                      >
                        {t("amend.open")}
                      </button>
                    ) : (
                      <button
                        type="button"
                        className="link"
                        title={t("amend.quote")}
                        onClick={() => showQuote(o.symbol)}
                      >
                        {t("amend.toQuote")}
                      </button>
                    )}{" "}
                    <button type="button" className="link" disabled={stage !== "idle"} onClick={() => cancel(o.order)}>
                      {t("order.cancel")}
                    </button>
                  </td>
                </tr>
                {o.order === about && o.order !== amended && (told !== null || stage !== "idle") && (
                  <tr className="told">
                    <td colSpan={7}>
                      <Answer told={told} stage={stage} />
                    </td>
                  </tr>
                )}
                {o.order === amended && (
                  <AmendRow
                    order={o}
                    account={account}
                    taken={(said) => {
                      setAbout(o.order);
                      tell(said);
                      close(o.order);
                    }}
                    changed={changed}
                    close={() => close(o.order)}
                  />
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function OrderCells({ order: o }: { order: OpenOrder }) {
  const { t } = useWords();
  return (
    <>
      <th scope="row" className="left">
        {o.symbol}
      </th>
      <td className={`left ${o.side === "buy" ? "bid" : "ask"}`}>{t(`tape.${o.side}` as Key)}</td>
      <td className="left c-type">
        {t(o.quote ? "order.quote" : typeKey(o.type))}
        <span className="muted c-life"> {t(lifeKey(o.timeInForce))}</span>
      </td>
      <td>
        {price(o.price)}
        {o.stopPrice !== null && (
          <span className="muted" title={t("order.stopPrice")}>
            {" "}
            ⚑{price(o.stopPrice)}
          </span>
        )}
      </td>
      <td>
        {lots(o.remaining)}
        <span className="muted">
          /{lots(o.lots)}
          {o.display !== null && ` (${lots(o.visible)})`}
        </span>
      </td>
      <td className="left c-status">{t(statusKey(o.status))}</td>
    </>
  );
}

const camel = (word: string) => word.replace(/[ -](\w)/g, (_, letter: string) => letter.toUpperCase());

export const typeKey = (type: string) => `type.${camel(type)}` as Key;

export const lifeKey = (life: string) => `life.${camel(life)}` as Key;

export const statusKey = (status: string) => `status.${camel(status)}` as Key;
