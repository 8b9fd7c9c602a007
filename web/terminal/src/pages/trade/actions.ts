// What the workspace sends, each as one request with its line in the log.
import { send } from "../../api/client";
import type { Leg } from "../../api/trading";
import type { OrderNow } from "../../api/private";
import type { Account, Instrument } from "../../api/types";
import type { MarketStore } from "../../store/market";
import { hasPrice, missing, request, type Side, type Ticket } from "../../ticket/order";
import type { Actions, CloseKind, Scope } from "./context";
import { gatesOf, type Gate, type Gates } from "./gates";
import { intentOf, type Line, type Sender } from "./sender";

export interface Bench {
  store: MarketStore;
  sender: Sender;
  who: Account;
  user: string;
  ticket: Ticket;
  symbol: string | null;
  orders: readonly OrderNow[];
  gates: Gates;
  scope: Scope;
  hold: (held: { side: Side; gates: readonly Gate[] } | null) => void;
}

const what = (key: string, values: Line["what"]["values"] = {}): Line["what"] => ({ key, values });

/** The price at which a side trades at once. */
export const opponent = (row: Instrument, side: Side) => (side === "buy" ? row.ask : row.bid);

export function actionsOf(bench: Bench): Actions {
  const { store, sender, who, ticket, symbol, orders, gates, scope, hold } = bench;
  const account = who.account;
  const rowOf = (name: string | null) => (name === null ? undefined : store.rows.get(name));

  const cancelMany = (key: string, body: object, values: Line["what"]["values"]) =>
    void sender.run(what(key, values), account, null, async () => {
      const gone = await send<{ orders: number[] }>("POST", "v1/orders/cancel", { account, ...body });
      return { kind: "done", key: "said.cancelled", values: { count: gone.orders.length } };
    });

  // Another kind of order, or one that lives otherwise, is another order.
  const place = (row: Instrument, side: Side, kind: Ticket, price: string | null) => {
    const lots = Number(kind.lots);
    return sender.place(
      `${intentOf(account, row.symbol, side, price, lots)} ${kind.type} ${kind.life}`,
      price === null
        ? what(side === "buy" ? "log.buyNow" : "log.sellNow", { lots, symbol: row.symbol })
        : what(side === "buy" ? "log.buy" : "log.sell", { lots, symbol: row.symbol, price }),
      account,
      (id) => request(kind, account, row.symbol, side, id),
    );
  };

  const flip = (state: "engaged" | "released") =>
    void sender.run(what(state === "engaged" ? "log.kill" : "log.release", { account }), account, null, async () => {
      const done = await send<{ orders: number }>("PUT", "v1/kill-switches", {
        level: "account",
        number: account,
        state,
        person: bench.user,
      });
      return state === "engaged"
        ? { kind: "done", key: "said.killed", values: { count: done.orders } }
        : { kind: "done", key: "said.released", values: { account } };
    });

  return {
    ticket(side, notional, anyway = false) {
      const row = rowOf(symbol);
      if (!row || missing(ticket) !== null) return false;
      const lots = Number(ticket.lots);
      const price = hasPrice(ticket) ? ticket.price : null;
      const found = anyway ? [] : gatesOf({ side, price, lots, notional }, row, orders, gates);
      hold(found.length > 0 ? { side, gates: found } : null);
      if (found.length > 0) return false;
      return place(row, side, ticket, price);
    },
    limit(name, side, price) {
      const row = rowOf(name);
      const lots = Number(ticket.lots);
      if (!row || !Number.isSafeInteger(lots) || lots < 1) return;
      const found = gatesOf({ side, price, lots, notional: null }, row, orders, gates);
      const said = what(side === "buy" ? "log.buy" : "log.sell", { lots, symbol: name, price });
      if (found.length > 0) {
        const { kind: gate, given, limit } = found[0]!;
        sender.held(said, account, { kind: "held", gate, given, limit });
        return;
      }
      const quick: Ticket = { ...ticket, type: "limit", life: "day", price, display: "", minimum: "", stopPrice: "" };
      place(row, side, quick, price);
    },
    moved(name, price) {
      sender.held(what("log.moved", { symbol: name, price }), account, { kind: "done", key: "said.moved", values: {} });
    },
    close(leg: Leg, kind: CloseKind) {
      const row = rowOf(leg.symbol);
      if (!row) return;
      const side: Side = leg.side === "long" ? "sell" : "buy";
      const price = opponent(row, side);
      const lots =
        kind === "today" ? leg.closableToday : kind === "yesterday" ? leg.closableCarried : leg.closable;
      if (price === null || !lots) return;
      sender.place(
        intentOf(account, leg.symbol, side, `close ${kind}`, lots),
        what(side === "buy" ? "log.closeShort" : "log.closeLong", { lots, symbol: leg.symbol, price }),
        account,
        (clientOrderId) => ({
          account,
          symbol: leg.symbol,
          side,
          type: "limit",
          timeInForce: "day",
          price,
          lots,
          clientOrderId,
          closeOnly: true,
          ...(kind === "today" ? { closeToday: true } : kind === "yesterday" ? { closeYesterday: true } : {}),
          ...(ticket.hedge ? { hedge: true } : {}),
        }),
      );
    },
    reverse(name) {
      sender.place(
        intentOf(account, name, "buy", "reverse", 0),
        what("log.reverse", { symbol: name }),
        account,
        (clientOrderId) => ({ account, symbol: name, clientOrderId }),
        "v1/positions/reverse",
      );
    },
    cancel(order) {
      void sender.run(what("log.cancel", { order: order.order, symbol: order.symbol }), account, null, async () => {
        await send("DELETE", `v1/orders/${order.order}`, { account });
        return { kind: "done", key: "said.gone", values: { order: order.order } };
      });
    },
    cancelSide(name, side) {
      cancelMany(side === "buy" ? "log.cancelBuys" : "log.cancelSells", { symbol: name, side }, { symbol: name });
    },
    cancelAll() {
      const row = rowOf(symbol);
      if (scope === "month" && row) cancelMany("log.cancelMonth", { symbol: row.symbol }, { symbol: row.symbol });
      else if (scope === "product" && row)
        cancelMany("log.cancelProduct", { contract: row.contract }, { contract: row.contract });
      else if (scope === "account") cancelMany("log.cancelAccount", {}, { account });
    },
    kill: () => flip("engaged"),
    release: () => flip("released"),
  };
}
