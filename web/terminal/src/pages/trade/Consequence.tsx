// What buying and selling would do, side by side, before anything is sent: every figure is the venue's.
import type { ReactNode } from "react";
import { grouped, lots, price, signed } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { Refusal } from "../../panels/Answer";
import type { Seen } from "./usePreview";
import { words } from "./words";

export function Consequence({ buy, sell }: { buy: Seen; sell: Seen }) {
  const say = useSay(words);
  const both = [buy, sell];
  const asOf = buy.preview?.commandSequence ?? sell.preview?.commandSequence;
  const line = (name: string, read: (seen: Seen) => ReactNode) => (
    <tr key={name}>
      <th scope="row" className="left">
        {name}
      </th>
      {both.map((seen, i) => (
        <td key={i}>{seen.preview ? read(seen) : "–"}</td>
      ))}
    </tr>
  );
  const legs = new Set(both.flatMap((s) => s.preview?.positions.map((p) => p.symbol) ?? []));
  const symbols = legs.size > 0 ? [...legs] : [""];
  const currencies = [...new Set(both.flatMap((s) => s.preview?.funds.map((f) => f.currency) ?? []))];
  const refused = both.some((s) => s.preview?.error || s.fault);
  return (
    <div className="trade-consequence" data-old={buy.old || sell.old || undefined}>
      <table>
        <caption>
          {say("after.title")}{" "}
          {asOf !== undefined && <span className="muted">{say("after.asOf", { sequence: lots(asOf) })}</span>}
        </caption>
        <thead>
          <tr>
            <td />
            <th scope="col" className="bid">
              {say("side.buy")}
            </th>
            <th scope="col" className="ask">
              {say("side.sell")}
            </th>
          </tr>
        </thead>
        <tbody>
          {symbols.map((symbol) =>
            line(symbols.length > 1 ? say("after.leg", { symbol }) : say("after.position"), ({ preview }) => {
              const p = preview!.positions.find((x) => x.symbol === symbol);
              return p && `${signed(String(p.longBefore - p.shortBefore))} → ${signed(String(p.longAfter - p.shortAfter))}`;
            }),
          )}
          {line(say("after.filled"), ({ preview }) =>
            preview!.netIfFilled === null ? "–" : signed(String(preview!.netIfFilled)),
          )}
          {line(say("after.average"), ({ preview }) => price(preview!.averageFill))}
          {line(say("after.slippage"), ({ preview }) =>
            preview!.slippageTicks === null ? "–" : say("after.ticks", { ticks: preview!.slippageTicks }),
          )}
          {currencies.flatMap((c) => [
            line(say("after.fees", { currency: c }), money(c, "fees")),
            line(say("after.margin", { currency: c }), money(c, "marginWithOrdersAfter")),
            line(say("after.free", { currency: c }), money(c, "freeAfter")),
          ])}
          {line(say("after.room"), ({ preview }) =>
            preview!.ticksToLimit === null ? "–" : say("after.ticks", { ticks: grouped(String(preview!.ticksToLimit)) }),
          )}
        </tbody>
      </table>
      {refused &&
        both.map((seen, i) => {
          const fault = seen.preview?.error ?? seen.fault;
          return fault ? (
            <p key={i} className="warn">
              {say(i === 0 ? "after.buyRefused" : "after.sellRefused")} <Refusal fault={fault} />
            </p>
          ) : null;
        })}
    </div>
  );
}

/** One figure of the account's money in one currency. */
const money =
  (currency: string, name: "fees" | "marginWithOrdersAfter" | "freeAfter") =>
  ({ preview }: Seen): ReactNode =>
    grouped(preview!.funds.find((f) => f.currency === currency)?.[name]);
