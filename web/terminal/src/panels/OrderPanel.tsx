// The order ticket of the chosen month or spread and the account's live orders.
import { useCallback, useState, type FormEvent, type ReactNode } from "react";
import { send } from "../api/client";
import type { Account, Instrument, OrderAnswer } from "../api/types";
import { lots } from "../format/numbers";
import { useWords, type Key } from "../i18n";
import { useRequest } from "../state/request";
import { useDisarmed, useFetched, useTopic } from "../state/venue";
import {
  blank,
  changed,
  hasPrice,
  hasStop,
  livesOf,
  mayAskMinimum,
  mayRest,
  missing,
  newId,
  request,
  typesOf,
  type Side,
  type Ticket,
} from "../ticket/order";
import { AccountChoice } from "./AccountChoice";
import { Answer } from "./Answer";
import { lifeKey, LiveOrders, statusKey, typeKey } from "./LiveOrders";
import { NumberInput } from "./NumberInput";
import { Empty, Failed, Loading } from "./Panel";

interface OrderProps {
  symbol: string | null;
  account: number | null;
  choose: (account: number) => void;
  /** Shows the quotes of an instrument: a quote is not amended but replaced. */
  showQuote: (symbol: string) => void;
}

export function OrderPanel({ symbol, account, choose, showQuote }: OrderProps) {
  const { t } = useWords();
  const accounts = useFetched<Account[]>("v1/accounts");
  const row = useTopic(`row:${symbol}`, (s) => (symbol ? s.rows.get(symbol) : undefined));
  const [count, setCount] = useState(0);
  const sent = useCallback(() => setCount((n) => n + 1), []);
  const who = accounts.data?.find((a) => a.account === account) ?? accounts.data?.[0];
  if (!symbol || !row) return <Empty>{t("ladder.none")}</Empty>;
  if (!accounts.data)
    return accounts.error ? (
      <Failed what={t("order.title")} error={accounts.error} retry={accounts.retry} />
    ) : (
      <Loading what={t("order.title")} rows={10} />
    );
  if (!who) return <Empty>{t("statement.noAccounts")}</Empty>;
  return (
    <div className="order">
      <AccountChoice accounts={accounts.data} who={who} choose={choose}>
        <b>{symbol}</b>
      </AccountChoice>
      <TicketForm key={`${symbol} ${who.account}`} row={row} account={who.account} done={sent} />
      <LiveOrders key={who.account} account={who.account} count={count} changed={sent} showQuote={showQuote} />
    </div>
  );
}

function TicketForm({ row, account, done }: { row: Instrument; account: number; done: () => void }) {
  const { t } = useWords();
  const [ticket, setTicket] = useState<Ticket>(blank);
  const { told, stage, run } = useRequest(done);
  const busy = stage !== "idle";
  const disarmed = useDisarmed();
  const spread = row.spread != null;
  const change = (part: Partial<Ticket>) => setTicket((before) => changed(before, part));
  const lacks = missing(ticket);

  const words = (answer: OrderAnswer) =>
    t("order.told", {
      order: answer.order,
      status: t(statusKey(answer.status)),
      filled: lots(answer.filled),
      lots: lots(answer.lots),
    });
  const place = (side: Side) =>
    run(async () => {
      const body = request(ticket, account, row.symbol, side, newId(Date.now(), Math.random()));
      return words(await send<OrderAnswer>("POST", "v1/orders", body));
    });
  const reverse = () =>
    run(async () => {
      const body = { account, symbol: row.symbol, clientOrderId: newId(Date.now(), Math.random()) };
      return words(await send<OrderAnswer>("POST", "v1/positions/reverse", body));
    });
  const cancelAll = () =>
    run(async () => {
      const gone = await send<{ orders: number[] }>("POST", "v1/orders/cancel", { account, symbol: row.symbol });
      return t("order.cancelled", { count: gone.orders.length });
    });
  const input = (name: "price" | "stopPrice" | "lots" | "display" | "minimum", hint = "") => {
    const priced = name === "price" || name === "stopPrice";
    return (
      <NumberInput
        value={ticket[name]}
        step={priced ? row.tickSize : "1"}
        from={priced ? hint : "1"}
        negative={priced && spread}
        hint={hint}
        invalid={lacks === name && ticket[name] !== ""}
        change={(value) => change({ [name]: value })}
      />
    );
  };
  const flag = (name: "postOnly" | "closeOnly" | "hedge", allowed: boolean) => (
    <label className="check" title={t(`order.${name}Title` as Key)}>
      <input
        type="checkbox"
        checked={ticket[name]}
        disabled={!allowed}
        onChange={(e) => change({ [name]: e.target.checked })}
      />
      {t(`order.${name}` as Key)}
    </label>
  );
  return (
    <form className="ticket" onSubmit={(e: FormEvent) => e.preventDefault()} aria-label={t("order.title")}>
      <Field label={t("order.type")}>
        <select value={ticket.type} onChange={(e) => change({ type: e.target.value as Ticket["type"] })}>
          {typesOf(spread).map((type) => (
            <option key={type} value={type}>
              {t(typeKey(type))}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t("order.life")}>
        <select value={ticket.life} onChange={(e) => change({ life: e.target.value as Ticket["life"] })}>
          {livesOf(ticket.type, spread).map((life) => (
            <option key={life} value={life}>
              {t(lifeKey(life))}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t("order.lots")}>{input("lots")}</Field>
      {hasPrice(ticket) && (
        <Field label={t("order.price")}>{input("price", row.last ?? row.previousSettlement ?? "")}</Field>
      )}
      {hasStop(ticket) && (
        <Field label={t("order.stopPrice")}>{input("stopPrice", row.last ?? row.previousSettlement ?? "")}</Field>
      )}
      {mayRest(ticket) && !spread && <Field label={t("order.display")}>{input("display")}</Field>}
      {mayAskMinimum(ticket) && !spread && <Field label={t("order.minimum")}>{input("minimum")}</Field>}
      {ticket.life === "gtd" && (
        <Field label={t("order.expires")}>
          <input type="date" value={ticket.expires} onChange={(e) => change({ expires: e.target.value })} />
        </Field>
      )}
      <div className="flags">
        {flag("postOnly", mayRest(ticket))}
        {flag("closeOnly", !spread)}
        {flag("hedge", true)}
      </div>
      <div className="actions">
        <button type="button" className="buy" disabled={busy || disarmed || lacks !== null} onClick={() => place("buy")}>
          {t("order.buy")}
        </button>
        <button type="button" className="sell" disabled={busy || disarmed || lacks !== null} onClick={() => place("sell")}>
          {t("order.sell")}
        </button>
        <button
          type="button"
          disabled={busy || disarmed || spread}
          onClick={reverse}
          title={t(spread ? "order.reverseSpread" : "order.reverseTitle")}
        >
          {t("order.reverse")}
        </button>
        <button type="button" disabled={busy} onClick={cancelAll} title={t("order.cancelAllTitle")}>
          {t("order.cancelAll")}
        </button>
      </div>
      <Answer told={told} stage={stage} disarmed={disarmed} />
    </form>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="field">
      <span className="muted">{label}</span>
      {children}
    </label>
  );
}
