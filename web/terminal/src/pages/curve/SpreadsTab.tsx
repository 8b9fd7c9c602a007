// Calendar spreads and butterflies, each against its own past; a listed spread leads to its ticket.
import type { CurveAnalytics } from "../../api/curve";
import { useSay } from "../../i18n/words";
import { Figure } from "../../panels/figure/Figure";
import { Empty, Panel } from "../../panels/Panel";
import { useParam } from "../../state/params";
import { useTopic, useVenue } from "../../state/venue";
import { byName, short } from "./series";
import { Scrolled, type TabProps } from "./tab";
import { words } from "./words";

const kinds = ["matrix", "fly"] as const;

export function SpreadsTab({ data, view, change, look, unit }: TabProps) {
  const say = useSay(words);
  const [kind, setKind] = useParam(view, change, "kind", kinds, "matrix");
  const { contracts, spreads, butterflies } = data.spreads;
  const at = new Map(contracts.map((c, i) => [c, i]));
  const next = spreads.filter((s) => at.get(s.far) === at.get(s.near)! + 1);
  const of = `${data.contract}-${data.day}`;
  return (
    <div className="curve-page curve-single">
      <Panel
        id="curve-spreads"
        title={say("spreads.title")}
        tools={
          <div className="choice" role="group" aria-label={say("spreads.view")}>
            {kinds.map((k) => (
              <button key={k} type="button" aria-pressed={k === kind} onClick={() => setKind(k)}>
                {say(`spreads.${k}`)}
              </button>
            ))}
          </div>
        }
      >
        {contracts.length < 2 ? (
          <Empty>{say("oneMonth")}</Empty>
        ) : kind === "matrix" ? (
          <>
            <Matrix data={data} open={(i) => change({ page: "trade", i, at: {} })} />
            <Figure
              id="curve-neighbours"
              title={say("spreads.next")}
              of={of}
              look={look}
              summary={say("spreads.nextSum", { pairs: next.length })}
              data={byName(next, say("carry.pair"), (s) => `${short(s.near)}–${short(s.far)}`, [
                { key: "price", label: say("price"), unit, mark: "columns", ink: "line", of: (s) => s.price },
                { key: "z", label: say("score"), mark: "none", ink: "muted", of: (s) => s.z },
              ])}
            />
          </>
        ) : butterflies.length === 0 ? (
          <Empty>{say("fly.few", { count: contracts.length })}</Empty>
        ) : (
          <Figure
            id="curve-butterflies"
            title={say("fly.title")}
            of={of}
            look={look}
            summary={say("fly.sum", { count: butterflies.length })}
            data={byName(butterflies, say("spreads.fly"), (b) => [b.near, b.middle, b.far].map(short).join("–"), [
              { key: "price", label: say("price"), unit, mark: "columns", ink: "model", of: (b) => b.price },
              { key: "z", label: say("score"), mark: "none", ink: "muted", of: (b) => b.z },
            ])}
          />
        )}
      </Panel>
    </div>
  );
}

function Matrix({ data, open }: { data: CurveAnalytics; open: (symbol: string) => void }) {
  const say = useSay(words);
  const { contracts, spreads, window, leastDays: least } = data.spreads;
  const pairs = new Map(spreads.map((s) => [`${s.near} ${s.far}`, s]));
  const listed = useListed();
  return (
    <div className="curve-box">
      <p>{say("spreads.sum", { count: spreads.length, contract: data.contract, window, least })}</p>
      {spreads.every((s) => s.z === null) && <p className="muted">{say("spreads.none", { least })}</p>}
      <Scrolled label={say("spreads.title")}>
        <table className="curve-matrix">
          <thead>
            <tr>
              <td />
              {contracts.map((c) => (
                <th key={c} scope="col">
                  {short(c)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {contracts.map((row, i) => (
              <tr key={row}>
                <th scope="row" className="left">
                  {row}
                </th>
                {contracts.map((column, j) => {
                  if (i === j)
                    return (
                      <td key={column} className="curve-diagonal">
                        {data.months[i]?.settlement}
                      </td>
                    );
                  const pair = pairs.get(i > j ? `${column} ${row}` : `${row} ${column}`);
                  const symbol = pair && listed.get(`${pair.near} ${pair.far}`);
                  if (i < j)
                    return (
                      <td key={column} className="curve-z" title={say("spreads.days", { days: pair?.days ?? 0 })}>
                        {pair?.z ?? "·"}
                      </td>
                    );
                  return (
                    <td key={column}>
                      {symbol ? (
                        <button
                          type="button"
                          className="link"
                          title={say("trade.spread", { symbol })}
                          onClick={() => open(symbol)}
                        >
                          {pair.price}
                        </button>
                      ) : (
                        pair?.price
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </div>
  );
}

/** Symbols of the calendar spreads on the board, by their legs. */
function useListed(): ReadonlyMap<string, string> {
  const { store } = useVenue();
  const symbols = useTopic("board", (s) => s.symbols);
  return new Map(
    symbols.flatMap((symbol): [string, string][] => {
      const legs = store.rows.get(symbol)?.spread;
      return legs ? [[`${legs.near} ${legs.far}`, symbol]] : [];
    }),
  );
}
