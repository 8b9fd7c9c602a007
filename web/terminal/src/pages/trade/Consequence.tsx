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
    <tr>
      <th scope="row" className="left">
        {name}
      </th>
      {both.map((seen, i) => (
        <td key={i}>{seen.preview ? read(seen) : "–"}</td>
      ))}
    </tr>
  );
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
          {line(say("after.position"), ({ preview }) =>
            preview!.positions.map((p) => (
              <span key={p.symbol} className="trade-line">
                {preview!.positions.length > 1 && <span className="muted">{p.symbol} </span>}
                {signed(String(p.longBefore - p.shortBefore))} → {signed(String(p.longAfter - p.shortAfter))}
              </span>
            )),
          )}
          {line(say("after.filled"), ({ preview }) =>
            preview!.netIfFilled === null ? "–" : signed(String(preview!.netIfFilled)),
          )}
          {line(say("after.average"), ({ preview }) => price(preview!.averageFill))}
          {line(say("after.slippage"), ({ preview }) =>
            preview!.slippageTicks === null ? "–" : say("after.ticks", { ticks: preview!.slippageTicks }),
          )}
          {line(say("after.fees"), ({ preview }) => money(preview!.funds, "fees"))}
          {line(say("after.margin"), ({ preview }) => money(preview!.funds, "marginWithOrdersAfter"))}
          {line(say("after.free"), ({ preview }) => money(preview!.funds, "freeAfter"))}
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

function money(funds: readonly { currency: string }[], name: string): ReactNode {
  return funds.map((f) => (
    <span key={f.currency} className="trade-line">
      {grouped((f as unknown as Record<string, string>)[name])} <span className="muted">{f.currency}</span>
    </span>
  ));
}
