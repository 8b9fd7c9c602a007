// The matrix of calendar spreads: best bid and ask of each pair, by its own book or by its legs; a click fills the ticket.
import { lots, price } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { Empty } from "../../panels/Panel";
import { useTopic, useVenue } from "../../state/venue";
import { useTrade } from "./context";
import { Frame } from "./Frame";
import { matrixOf, type Cell, type Quote } from "./matrix";
import { words } from "./words";

export function Spreads() {
  const say = useSay(words);
  const { store } = useVenue();
  const { symbolOf, choose, change } = useTrade();
  const symbol = symbolOf("ticket");
  const row = symbol ? store.rows.get(symbol) : undefined;
  const contract = row?.contract ?? null;
  // Twice a second is often enough for a table of this size.
  useTopic(`contract:${contract}`, (s) => Math.floor((s.heardAt ?? 0) / 500));
  const { months, cells } = matrixOf([...store.rows.values()], contract ?? "");
  const take = (cell: Cell, quote: Quote) => {
    choose("ticket", cell.symbol);
    // The ticket of another instrument begins without a price: this one is for it.
    requestAnimationFrame(() => change({ type: "limit", price: quote.price }));
  };
  const side = (cell: Cell, name: "bid" | "ask") => {
    const quote = cell[name];
    if (!quote) return <span className="muted">–</span>;
    return (
      <button
        type="button"
        className={`trade-quote ${name} ${quote.from}`}
        title={say(`matrix.${quote.from}Title`)}
        aria-label={say(`matrix.${name}`, {
          symbol: cell.symbol,
          price: price(quote.price),
          lots: lots(quote.lots),
          from: say(`matrix.${quote.from}`),
        })}
        onClick={() => take(cell, quote)}
      >
        {price(quote.price)} <small>{lots(quote.lots)}</small>
      </button>
    );
  };
  return (
    <Frame id="spreads" live title={say("matrix.title", { contract: contract ?? "" })}>
      {cells.size === 0 ? (
        <Empty>{say("matrix.none")}</Empty>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label={say("matrix.title", { contract: contract ?? "" })}>
          <table className="trade-matrix">
            <thead>
              <tr>
                <td />
                {months.slice(1).map((m) => (
                  <th key={m.symbol} scope="col">
                    {m.symbol.split("-").at(-1)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {months.slice(0, -1).map((near, i) => (
                <tr key={near.symbol}>
                  <th scope="row">{near.symbol.split("-").at(-1)}</th>
                  {months.slice(1).map((far, j) => {
                    const cell = cells.get(`${near.symbol} ${far.symbol}`);
                    return (
                      <td key={far.symbol}>
                        {j < i ? null : cell ? (
                          <>
                            {side(cell, "bid")}
                            {side(cell, "ask")}
                          </>
                        ) : (
                          <span className="muted">·</span>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
          <p className="note muted">{say("matrix.legend")}</p>
        </div>
      )}
    </Frame>
  );
}
