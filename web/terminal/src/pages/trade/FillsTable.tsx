// The account's newest fills, newest first.
import { grouped, lots, price } from "../../format/numbers";
import { stamp } from "../../format/time";
import { useSay } from "../../i18n/words";
import { Empty, Loading, SimulatedBadge } from "../../panels/Panel";
import { useTopic, useVenue } from "../../state/venue";
import { useTrade } from "./context";
import { words } from "./words";

const most = 100;

export function FillsTable() {
  const say = useSay(words);
  const { store } = useVenue();
  const { fills } = useTrade();
  const simulated = useTopic("status", (s) => s.status?.simulated ?? false);
  if (fills.fault) return <p className="answer warn">{say("orders.fault", { code: fills.fault.code })}</p>;
  if (fills.data === null) return <Loading what={say("tab.fills")} rows={4} />;
  if (fills.data.length === 0) return <Empty>{say("fills.none")}</Empty>;
  return (
    <table className="trade-fills" aria-label={say("tab.fills")}>
      <caption className="left">{simulated && <SimulatedBadge />}</caption>
      <thead>
        <tr>
          <th scope="col" className="left">
            {say("fills.time")}
          </th>
          <th scope="col" className="left">
            {say("watch.symbol")}
          </th>
          <th scope="col" className="left">
            {say("positions.side")}
          </th>
          <th scope="col">{say("fills.price")}</th>
          <th scope="col">{say("positions.lots")}</th>
          <th scope="col" className="left">
            {say("fills.effect")}
          </th>
          <th scope="col">{say("fills.fee")}</th>
          <th scope="col">{say("fills.order")}</th>
        </tr>
      </thead>
      <tbody>
        {fills.data.slice(0, most).map((f) => (
          <tr key={`${f.sequence} ${f.side}`}>
            <td className="left muted">{stamp(f.time, store.rows.get(f.symbol)?.calendar)}</td>
            <th scope="row" className="left">
              {f.symbol}
            </th>
            <td className={`left ${f.side === "buy" ? "bid" : "ask"}`}>{say(`side.${f.side}`)}</td>
            <td>{price(f.price)}</td>
            <td>{lots(f.lots)}</td>
            <td className="left">
              {say(f.opened === f.lots ? "fills.opened" : f.opened === 0 ? "fills.closed" : "fills.both", {
                opened: lots(f.opened),
                closed: lots(f.lots - f.opened),
              })}
            </td>
            <td>
              {grouped(f.fee)} <span className="muted">{f.currency}</span>
            </td>
            <td className="muted">{f.order ?? "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
