// The order ticket of the chosen month and the account's live orders.
import { useState, type FormEvent, type ReactNode } from "react";
import { RequestFailed, send } from "../api/client";
import type { Account, Instrument, OpenOrder, OrderAnswer, VenueError } from "../api/types";
import { lots, price } from "../format/numbers";
import { useWords, type Key } from "../i18n";
import { phrase } from "../i18n/phrases";
import { useFetched, useTopic } from "../state/venue";
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
  types,
  type Side,
  type Ticket,
} from "../ticket/order";
import { Empty, Failed, Loading, SimulatedBadge } from "./Panel";

interface OrderProps {
  symbol: string | null;
  account: number | null;
  choose: (account: number) => void;
}

/** What the last request came to. */
type Told = { good: string } | { fault: VenueError | null } | null;

export function OrderPanel({ symbol, account, choose }: OrderProps) {
  const { t } = useWords();
  const accounts = useFetched<Account[]>("v1/accounts");
  const row = useTopic(`row:${symbol}`, (s) => (symbol ? s.rows.get(symbol) : undefined));
  const [count, setCount] = useState(0);
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
      <div className="row wrap">
        <label className="field">
          <span className="muted">{t("statement.account")}</span>
          <select value={who.account} onChange={(e) => choose(Number(e.target.value))}>
            {accounts.data.map((a) => (
              <option key={a.account} value={a.account}>
                {a.account} · {a.name}
              </option>
            ))}
          </select>
        </label>
        <b>{symbol}</b>
        {who.simulated && <SimulatedBadge />}
      </div>
      <TicketForm key={`${symbol} ${who.account}`} row={row} account={who.account} done={() => setCount((n) => n + 1)} />
      <LiveOrders account={who.account} count={count} changed={() => setCount((n) => n + 1)} />
    </div>
  );
}

function TicketForm({ row, account, done }: { row: Instrument; account: number; done: () => void }) {
  const { t } = useWords();
  const [ticket, setTicket] = useState<Ticket>(blank);
  const [told, setTold] = useState<Told>(null);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<Ticket>) => setTicket((before) => changed(before, part));
  const lacks = missing(ticket);

  const run = (ask: () => Promise<string>) => {
    setBusy(true);
    ask()
      .then(
        (good) => setTold({ good }),
        (e: unknown) => setTold({ fault: e instanceof RequestFailed ? e.fault : null }),
      )
      .finally(() => {
        setBusy(false);
        done();
      });
  };
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
  const input = (name: "price" | "stopPrice" | "lots" | "display" | "minimum", hint = "") => (
    <input
      inputMode="decimal"
      autoComplete="off"
      value={ticket[name]}
      placeholder={hint}
      aria-invalid={lacks === name && ticket[name] !== ""}
      onChange={(e) => change({ [name]: e.target.value.trim() })}
    />
  );
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
          {types.map((type) => (
            <option key={type} value={type}>
              {t(typeKey(type))}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t("order.life")}>
        <select value={ticket.life} onChange={(e) => change({ life: e.target.value as Ticket["life"] })}>
          {livesOf(ticket.type).map((life) => (
            <option key={life} value={life}>
              {t(lifeKey(life))}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t("order.lots")}>{input("lots")}</Field>
      {hasPrice(ticket) && <Field label={t("order.price")}>{input("price", row.last ?? row.previousSettlement ?? "")}</Field>}
      {hasStop(ticket) && <Field label={t("order.stopPrice")}>{input("stopPrice")}</Field>}
      {mayRest(ticket) && <Field label={t("order.display")}>{input("display")}</Field>}
      {mayAskMinimum(ticket) && <Field label={t("order.minimum")}>{input("minimum")}</Field>}
      {ticket.life === "gtd" && (
        <Field label={t("order.expires")}>
          <input type="date" value={ticket.expires} onChange={(e) => change({ expires: e.target.value })} />
        </Field>
      )}
      <div className="flags">
        {flag("postOnly", mayRest(ticket))}
        {flag("closeOnly", !row.spread)}
        {flag("hedge", true)}
      </div>
      <div className="actions">
        <button type="button" className="buy" disabled={busy || lacks !== null} onClick={() => place("buy")}>
          {t("order.buy")}
        </button>
        <button type="button" className="sell" disabled={busy || lacks !== null} onClick={() => place("sell")}>
          {t("order.sell")}
        </button>
        <button type="button" disabled={busy} onClick={reverse} title={t("order.reverseTitle")}>
          {t("order.reverse")}
        </button>
        <button type="button" disabled={busy} onClick={cancelAll} title={t("order.cancelAllTitle")}>
          {t("order.cancelAll")}
        </button>
      </div>
      <Answer told={told} />
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

/** What the venue answered, read aloud when it comes. */
function Answer({ told }: { told: Told }) {
  const { t, language } = useWords();
  let text: ReactNode = "";
  if (told && "good" in told) text = told.good;
  else if (told?.fault) {
    const { message, code, num, field, given, limit } = told.fault;
    const said = phrase(message, language);
    text = (
      <>
        <span lang={said.lang}>{said.text}</span>{" "}
        <span className="muted">
          {code} {num}
        </span>
        {field && given !== null && <> · {t("order.given", { field, given })}</>}
        {limit !== null && <> · {t("order.limit", { limit })}</>}
      </>
    );
  } else if (told) text = t("state.unreachable");
  return (
    <p className={`answer ${told && "fault" in told ? "warn" : ""}`} role="status">
      {text}
    </p>
  );
}

function LiveOrders({ account, count, changed }: { account: number; count: number; changed: () => void }) {
  const { t } = useWords();
  // Asked again after each own request, and every few seconds while venue time moves: others trade with what rests.
  const time = useTopic("status", (s) => Math.floor(Date.parse(s.time ?? "") / 5000));
  const orders = useFetched<OpenOrder[]>(`v1/accounts/${account}/orders`, `${count} ${time}`);
  if (orders.error) return <Failed what={t("order.live")} error={orders.error} retry={orders.retry} />;
  if (!orders.data) return <Loading what={t("order.live")} rows={3} />;
  if (orders.data.length === 0) return <Empty>{t("order.none")}</Empty>;
  const cancel = (order: number) => {
    send("DELETE", `v1/orders/${order}`, { account }).then(changed, changed);
  };
  return (
    <table className="live-orders" aria-label={t("order.live")}>
      <thead>
        <tr>
          <th scope="col" className="left">
            {t("statement.symbol")}
          </th>
          <th scope="col">{t("statement.side")}</th>
          <th scope="col">{t("order.type")}</th>
          <th scope="col">{t("order.price")}</th>
          <th scope="col">{t("order.stopPrice")}</th>
          <th scope="col">{t("order.remaining")}</th>
          <th scope="col">{t("order.status")}</th>
          <th scope="col" />
        </tr>
      </thead>
      <tbody>
        {orders.data.map((o) => (
          <tr key={o.order}>
            <td className="left">{o.symbol}</td>
            <td className={o.side === "buy" ? "bid" : "ask"}>{t(`tape.${o.side}` as Key)}</td>
            <td>
              {t(o.quote ? "order.quote" : typeKey(o.type))}
              <span className="muted"> {t(lifeKey(o.timeInForce))}</span>
            </td>
            <td>{price(o.price)}</td>
            <td>{price(o.stopPrice)}</td>
            <td>
              {lots(o.remaining)}
              {o.display !== null && <span className="muted"> ({lots(o.visible)})</span>}
            </td>
            <td>{t(statusKey(o.status))}</td>
            <td>
              <button type="button" className="link" onClick={() => cancel(o.order)}>
                {t("order.cancel")}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const camel = (word: string) => word.replace(/[ -](\w)/g, (_, letter: string) => letter.toUpperCase());

const typeKey = (type: string) => `type.${camel(type)}` as Key;

const lifeKey = (life: string) => `life.${camel(life)}` as Key;

const statusKey = (status: string) => `status.${camel(status)}` as Key;
