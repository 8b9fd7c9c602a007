// The three keys: buy, sell, close, each with the price at which it trades now and the lots that it is for.
import { useRef } from "react";
import { lots, price } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { Empty } from "../../panels/Panel";
import { useTopic, useVenue } from "../../state/venue";
import { useTrade, type CloseKind } from "./context";
import { Frame } from "./Frame";
import { usePaint, write } from "../../state/paint";
import { words } from "./words";

export function ThreeKeys() {
  const say = useSay(words);
  const { symbolOf } = useTrade();
  const symbol = symbolOf("keys");
  return (
    <Frame
      id="keys"
      live
      title={
        <>
          {say("keys.title")} {symbol && <b>{symbol}</b>}
        </>
      }
    >
      {symbol ? <Keys symbol={symbol} /> : <Empty>{say("none.month")}</Empty>}
    </Frame>
  );
}

export function Keys({ symbol }: { symbol: string }) {
  const say = useSay(words);
  const { store } = useVenue();
  const { positions, ticket, arming, do: act } = useTrade();
  const spread = useTopic(`row:${symbol}`, (s) => s.rows.get(symbol)?.spread != null);
  const buy = useRef<HTMLElement>(null);
  const sell = useRef<HTMLElement>(null);
  const closes = useRef<HTMLDivElement>(null);
  const legs = (positions.data?.positions ?? []).filter((p) => p.symbol === symbol);
  usePaint([`row:${symbol}`], 100, () => {
    const row = store.rows.get(symbol);
    write(buy.current, price(row?.ask));
    write(sell.current, price(row?.bid));
    for (const b of closes.current?.querySelectorAll<HTMLElement>("b[data-side]") ?? [])
      write(b, price(b.dataset.side === "long" ? row?.bid : row?.ask));
  });
  // A spread has no book of its own to close against one position: its legs have.
  const now = (side: "buy" | "sell") => {
    const row = store.rows.get(symbol);
    const at = side === "buy" ? row?.ask : row?.bid;
    if (at) act.limit(symbol, side, at);
  };
  return (
    <div className="trade-keys">
      <button type="button" className="trade-buy" disabled={!arming.armed} onClick={() => now("buy")}>
        <b ref={buy} data-q={`ask:${symbol}`} />
        <span>{say("keys.buy", { lots: ticket.lots || "–" })}</span>
      </button>
      <button type="button" className="trade-sell" disabled={!arming.armed} onClick={() => now("sell")}>
        <b ref={sell} data-q={`bid:${symbol}`} />
        <span>{say("keys.sell", { lots: ticket.lots || "–" })}</span>
      </button>
      <div ref={closes}>
        {legs.length === 0 && (
          <button type="button" disabled>
            <b>–</b>
            <span>{say(spread ? "keys.spreadFlat" : "keys.flat")}</span>
          </button>
        )}
        {legs.flatMap((leg) => {
          const kinds: [CloseKind, number][] =
            leg.closableToday === null
              ? [["any", leg.closable]]
              : [
                  ["today", leg.closableToday],
                  ["yesterday", leg.closableCarried ?? 0],
                ];
          return kinds.map(([kind, count]) => (
            <button
              key={`${leg.side} ${kind}`}
              type="button"
              disabled={!arming.armed || count === 0}
              onClick={() => act.close(leg, kind)}
            >
              <b data-side={leg.side} />
              <span>
                {say(leg.side === "long" ? `keys.closeLong.${kind}` : `keys.closeShort.${kind}`, { lots: lots(count) })}
              </span>
            </button>
          ));
        })}
      </div>
      <button type="button" disabled={!arming.armed || legs.length === 0} onClick={() => act.reverse(symbol)}>
        {say("keys.reverse")}
      </button>
      {!arming.armed && <p className="muted">{say("keys.disarmed")}</p>}
    </div>
  );
}
