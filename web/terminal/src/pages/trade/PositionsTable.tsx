// Positions by leg with today's and carried lots, both results and margin, all as the market counts them.
import { sign } from "../../format/decimal";
import { grouped, lots, price, signed } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { Direction, Empty, Failed, Loading } from "../../panels/Panel";
import { useTrade } from "./context";
import { words } from "./words";

const signs: Readonly<Record<string, string>> = { CNY: "¥", USD: "$", EUR: "€" };

/** Before an amount in a narrow column; a currency without a sign of its own is spelled. */
const signOf = (currency: string) => signs[currency] ?? `${currency} `;

export function PositionsTable() {
  const say = useSay(words);
  const { positions, arming, may, choose, do: act } = useTrade();
  const data = positions.data;
  if (!data)
    return positions.error ? (
      <Failed what={say("tab.positions")} error={positions.error} retry={positions.retry} />
    ) : (
      <Loading what={say("tab.positions")} rows={4} />
    );
  return (
    <>
      {data.restricted && (
        <p className="answer warn" role="status">
          {say("positions.restricted")}
        </p>
      )}
      {data.positions.length === 0 ? (
        <Empty>{say("positions.none")}</Empty>
      ) : (
        <table className="trade-positions" aria-label={say("tab.positions")}>
          <thead>
            <tr>
              <th scope="col" className="left">
                {say("watch.symbol")}
              </th>
              <th scope="col" className="left">
                {say("positions.side")}
              </th>
              <th scope="col">
                <span className="hidden">{say("positions.actions")}</span>
              </th>
              <th scope="col">{say("positions.lots")}</th>
              <th scope="col" title={say("positions.daysTitle")}>
                {say("positions.days")}
              </th>
              <th scope="col">{say("positions.average")}</th>
              <th scope="col" title={say("positions.markTitle")}>
                {say("positions.mark")}
              </th>
              <th scope="col" title={say("positions.openTitle")}>
                {say("positions.open")}
              </th>
              <th scope="col" title={say("positions.settledTitle")}>
                {say("positions.settled")}
              </th>
              <th scope="col">{say("positions.margin")}</th>
            </tr>
          </thead>
          <tbody>
            {data.positions.map((p) => (
              <tr key={`${p.symbol} ${p.side}`} data-position={`${p.symbol} ${p.side}`}>
                <th scope="row" className="left">
                  <button type="button" className="link" onClick={() => choose("ticket", p.symbol)}>
                    {p.symbol}
                  </button>
                </th>
                <td className={`left ${p.side === "long" ? "bid" : "ask"}`}>{say(`positions.${p.side}`)}</td>
                <td className="trade-row-tools">
                  {p.closableToday === null ? (
                    <button
                      type="button"
                      className="small"
                      disabled={!arming.armed || p.closable === 0}
                      onClick={() => act.close(p, "any")}
                    >
                      {say("positions.close", { lots: lots(p.closable) })}
                    </button>
                  ) : (
                    <>
                      <button
                        type="button"
                        className="small"
                        disabled={!arming.armed || p.closableToday === 0}
                        onClick={() => act.close(p, "today")}
                      >
                        {say("positions.closeToday", { lots: lots(p.closableToday) })}
                      </button>
                      <button
                        type="button"
                        className="small"
                        disabled={!arming.armed || !p.closableCarried}
                        onClick={() => act.close(p, "yesterday")}
                      >
                        {say("positions.closeYesterday", { lots: lots(p.closableCarried) })}
                      </button>
                    </>
                  )}
                  <button
                    type="button"
                    className="small"
                    disabled={!arming.armed}
                    title={may.why || say("positions.reverseTitle")}
                    onClick={() => act.reverse(p.symbol)}
                  >
                    {say("keys.reverse")}
                  </button>
                </td>
                <td data-q={`lots:${p.symbol}:${p.side}`}>{lots(p.lots)}</td>
                <td>
                  {lots(p.today)}/{lots(p.carried)}
                </td>
                <td>{price(p.averageOpen)}</td>
                <td>{price(p.last)}</td>
                <td>
                  <Direction of={sign(p.sinceOpened)}>{signed(p.sinceOpened)}</Direction>
                </td>
                <td>
                  <Direction of={sign(p.sinceSettlement)}>{signed(p.sinceSettlement)}</Direction>
                </td>
                <td>
                  <span className="muted" title={p.currency}>
                    {signOf(p.currency)}
                  </span>
                  {grouped(p.margin)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <table className="trade-funds" aria-label={say("funds.title")}>
        <caption>
          {say("funds.title")} <span className="muted">{say("after.asOf", { sequence: lots(data.commandSequence) })}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col" className="left">
              {say("funds.currency")}
            </th>
            {(["balance", "result", "margin", "marginWithOrders", "frozenFees", "free"] as const).map((name) => (
              <th key={name} scope="col" title={name === "result" ? say("funds.resultTitle") : undefined}>
                {say(`funds.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.funds.map((f) => (
            <tr key={f.currency}>
              <th scope="row" className="left">
                {f.currency}
              </th>
              <td>{grouped(f.balance)}</td>
              <td>
                <Direction of={sign(f.result)}>{signed(f.result)}</Direction>
              </td>
              <td data-q={`margin:${f.currency}`}>{grouped(f.margin)}</td>
              <td>{grouped(f.marginWithOrders)}</td>
              <td>{grouped(f.frozenFees)}</td>
              <td data-q={`free:${f.currency}`}>{grouped(f.free)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
