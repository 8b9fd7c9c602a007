// The listed months of a contract as the board has them.
import type { Instrument } from "../../api/types";
import { lots, price } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { useTopic, useVenue } from "../../state/venue";
import { words } from "./words";

export function Months({ contract, open }: { contract: string; open: (symbol: string) => void }) {
  const say = useSay(words);
  const symbols = useTopic("board", (s) => s.symbols);
  const { store } = useVenue();
  const months = symbols.filter((s) => store.rows.get(s)?.contract === contract && !store.rows.get(s)?.spread);
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={say("listed")}>
      <table className="wide">
        <thead>
          <tr>
            <th scope="col" className="left">
              {say("month")}
            </th>
            <th scope="col">{say("last")}</th>
            <th scope="col">{say("settlement")}</th>
            <th scope="col">{say("limitLow")}</th>
            <th scope="col">{say("limitHigh")}</th>
            <th scope="col">{say("volume")}</th>
            <th scope="col">{say("openInterest")}</th>
            <th scope="col">{say("lastDay")}</th>
          </tr>
        </thead>
        <tbody>
          {months.map((symbol) => (
            <Month key={symbol} symbol={symbol} open={open} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Month({ symbol, open }: { symbol: string; open: (symbol: string) => void }) {
  const say = useSay(words);
  const row = useTopic<Instrument | undefined>(`row:${symbol}`, (s) => s.rows.get(symbol));
  if (!row) return null;
  return (
    <tr>
      <th scope="row" className="left">
        <button type="button" className="link" title={say("trade", { symbol })} onClick={() => open(symbol)}>
          {symbol}
        </button>
      </th>
      <td className="num" data-q={`last:${symbol}`}>
        {price(row.last)}
      </td>
      <td className="num" data-q={`previous:${symbol}`}>
        {price(row.previousSettlement)}
      </td>
      <td className="num">{price(row.limitLow)}</td>
      <td className="num">{price(row.limitHigh)}</td>
      <td className="num" data-q={`volume:${symbol}`}>
        {lots(row.volume)}
      </td>
      <td className="num" data-q={`oi:${symbol}`}>
        {lots(row.openInterest)}
      </td>
      <td className="num">{row.lastTradingDay}</td>
    </tr>
  );
}
