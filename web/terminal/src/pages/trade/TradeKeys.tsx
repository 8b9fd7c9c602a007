// The keys of the workspace that order, choose a price, a size or a month; bound while it is open.
import { inReplay } from "../../replay/root";
import type { KeyBinding } from "../../state/keyboard";
import { useKeys } from "../../state/keys";
import { useVenue } from "../../state/venue";
import { stepped } from "../../ticket/step";
import type { Side } from "../../ticket/order";
import { useTrade } from "./context";
import { presets } from "./TicketBox";

/** Ticks that a key adds to the price: Shift goes ten times as far. */
const steps = [
  ["up", "ArrowUp", 1, "Price up a tick", "价格加一跳"],
  ["down", "ArrowDown", -1, "Price down a tick", "价格减一跳"],
  ["up10", ["PageUp", "Shift+ArrowUp"], 10, "Price up ten ticks", "价格加十跳"],
  ["down10", ["PageDown", "Shift+ArrowDown"], -10, "Price down ten ticks", "价格减十跳"],
  ["up100", "Shift+PageUp", 100, "Price up a hundred ticks", "价格加一百跳"],
  ["down100", "Shift+PageDown", -100, "Price down a hundred ticks", "价格减一百跳"],
] as const;

const sending = new Set(["trade.close", "trade.reverse", "trade.cancelLast", "trade.cancelSide"]);

export function TradeKeys() {
  const { store } = useVenue();
  const { symbolOf, choose, ticket, change, mean, arming, may, orders, positions, do: act } = useTrade();
  const symbol = symbolOf("ticket");
  const row = symbol ? store.rows.get(symbol) : undefined;

  /** At the own best price it joins the queue, at the other side's it trades. */
  const go = (side: Side, at: "join" | "opponent") => {
    const now = symbol ? store.rows.get(symbol) : undefined;
    if (!now) return;
    const price = (side === "buy") === (at === "join") ? now.bid : now.ask;
    if (price === null) return;
    if (arming.armed && may.may) act.limit(now.symbol, side, price);
    else {
      change({ type: "limit", price });
      mean(side);
    }
  };
  const all = positions.data?.positions ?? [];
  const legs = all.filter((p) => p.symbol === symbol);
  /** A position that has the focus in the table, else those of the ticket's month. */
  const inFocus = () => {
    const named = document.activeElement?.closest<HTMLElement>("tr[data-position]")?.dataset.position;
    const one = named === undefined ? [] : all.filter((p) => `${p.symbol} ${p.side}` === named);
    return one.length > 0 ? one : legs;
  };
  const close = () => {
    if (!arming.armed || !may.may) return;
    for (const leg of inFocus()) act.close(leg, leg.closableToday === null ? "any" : leg.closableCarried ? "yesterday" : "today");
  };
  const step = (count: number) => {
    if (!row) return;
    const from = ticket.price === "" ? (row.last ?? row.previousSettlement) : ticket.price;
    const next = from === null ? null : ticket.price === "" ? from : stepped(from, row.tickSize, count);
    if (next !== null && (row.spread || !next.startsWith("-"))) change({ price: next });
  };
  const move = (by: number) => {
    const next = store.symbols[store.symbols.indexOf(symbol ?? "") + by];
    if (next) choose("watch", next);
  };
  const newest = () => [...(orders.data ?? [])].reverse().find((o) => o.symbol === symbol);

  const keys: KeyBinding[] = [
    { id: "trade.buy", keys: "B", label: { en: "Buy at the best bid", zh: "以买一价买入（排队）" }, run: () => go("buy", "join") },
    { id: "trade.sell", keys: "S", label: { en: "Sell at the best ask", zh: "以卖一价卖出（排队）" }, run: () => go("sell", "join") },
    { id: "trade.buyNow", keys: "Shift+B", label: { en: "Buy at the best ask", zh: "以对手价买入" }, run: () => go("buy", "opponent") },
    { id: "trade.sellNow", keys: "Shift+S", label: { en: "Sell at the best bid", zh: "以对手价卖出" }, run: () => go("sell", "opponent") },
    { id: "trade.close", keys: "C", label: { en: "Close the position", zh: "平仓" }, run: close },
    {
      id: "trade.reverse",
      keys: "R",
      label: { en: "Reverse the position", zh: "反手" },
      run: () => {
        const held = inFocus()[0]?.symbol ?? symbol;
        if (held && arming.armed && may.may) act.reverse(held);
      },
    },
    ...presets.map((lots, i) => ({
      id: `trade.lots${i + 1}`,
      keys: String(i + 1),
      label: { en: `${lots} lots`, zh: `${lots} 手` },
      run: () => change({ lots: String(lots) }),
    })),
    {
      id: "trade.lots0",
      keys: "0",
      label: { en: "As many lots as are held", zh: "手数等于持仓" },
      run: () => {
        const held = legs.reduce((sum, leg) => sum + leg.lots, 0);
        if (held > 0) change({ lots: String(held) });
      },
    },
    ...steps.map(([id, keys, count, en, zh]) => ({
      id: `trade.${id}`,
      keys,
      repeat: true as const,
      label: { en, zh },
      run: () => step(count),
    })),
    { id: "trade.next", keys: ["K", "ArrowRight"], label: { en: "Next month", zh: "下一合约" }, run: () => move(1) },
    { id: "trade.previous", keys: ["J", "ArrowLeft"], label: { en: "Previous month", zh: "上一合约" }, run: () => move(-1) },
    {
      id: "trade.cancelLast",
      keys: "X",
      label: { en: "Cancel the newest order", zh: "撤最近一笔委托" },
      run: () => {
        const order = newest();
        if (order) act.cancel(order);
      },
    },
    {
      id: "trade.cancelSide",
      keys: "Shift+X",
      label: { en: "Cancel that order's side", zh: "撤该方向全部委托" },
      run: () => {
        const order = newest();
        if (order) act.cancelSide(order.symbol, order.side);
      },
    },
  ];
  // In a replay the keys look round and fill the ticket; what would be sent at once has none.
  useKeys(inReplay() ? keys.filter((key) => !sending.has(key.id)) : keys);
  return null;
}
