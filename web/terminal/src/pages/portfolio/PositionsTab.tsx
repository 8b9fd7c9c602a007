// Positions by leg as the market counts them now: today's and carried lots, both results, margin, and their sums.
import type { Leg } from "../../api/trading";
import { lots, price } from "../../format/numbers";
import { moment, zoneName } from "../../format/time";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { Grid } from "../../panels/grid/Grid";
import { Empty, Failed, Loading, Panel } from "../../panels/Panel";
import { usePositions } from "../../state/positions";
import { Tied } from "./Document";
import { Funds, Line } from "./Funds";
import type { TabProps } from "./page";
import { apart, same, total } from "./ties";
import { words } from "./words";

export function PositionsTab({ account, open }: TabProps) {
  const say = useSay(words);
  const { language } = useWords();
  const asked = usePositions(account, "0");
  const data = asked.data;
  const title = say("tab.positions");
  if (!data)
    return (
      <Panel id="portfolio-positions" title={title}>
        {asked.error ? (
          <Failed what={title} error={asked.error} retry={asked.retry} />
        ) : (
          <Loading what={title} rows={8} />
        )}
      </Panel>
    );
  const currencies = [...new Set([...data.funds.map((f) => f.currency), ...data.positions.map((p) => p.currency)])];
  return (
    <Panel id="portfolio-positions" title={title} live>
      <p className="muted portfolio-note">
        {say("positions.asOf", {
          sequence: lots(data.commandSequence),
          time: moment(data.time),
          zone: zoneName(data.time, undefined, language),
        })}
      </p>
      {data.restricted && (
        <p className="answer warn" role="status">
          {say("positions.restricted")}
        </p>
      )}
      {data.positions.length === 0 && (
        <Empty>
          {say("positions.none")}{" "}
          <button type="button" className="link" onClick={() => open.trade()}>
            {say("open.trade")}
          </button>
        </Empty>
      )}
      {currencies.map((currency) => {
        const legs = data.positions.filter((p) => p.currency === currency);
        const funds = data.funds.find((f) => f.currency === currency);
        const margin = total(legs.map((p) => p.margin));
        const result = total(legs.map((p) => p.sinceSettlement));
        // Months in groups have no margin of their own, and of two sides one alone may be charged.
        const alone = legs.every((p) => p.margin !== null);
        const closed = funds ? apart(funds.result, result) : "0.00";
        return (
          <div key={currency} data-currency={currency}>
            {legs.length > 0 && (
              <Grid<Leg>
                what={`positions-${account}-${currency}`}
                run={`${data.commandSequence}`}
                wide
                caption={say("positions.caption", { currency })}
                rows={legs}
                rowKey={(p) => `${p.symbol} ${p.side}`}
                empty={say("positions.none")}
                columns={[
                  {
                    head: say("symbol"),
                    kind: "name",
                    of: (p) => p.symbol,
                    show: (p) => (
                      <button type="button" className="link" onClick={() => open.trade(p.symbol)}>
                        {p.symbol}
                      </button>
                    ),
                  },
                  {
                    head: say("side.held"),
                    kind: "text",
                    of: (p) => say(`side.${p.side}`),
                    show: (p) => <span className={p.side === "long" ? "bid" : "ask"}>{say(`side.${p.side}`)}</span>,
                  },
                  { head: say("lots"), of: (p) => p.lots },
                  { head: say("today"), title: say("today.title"), of: (p) => p.today },
                  { head: say("carried"), title: say("carried.title"), of: (p) => p.carried },
                  { head: say("averageOpen"), title: say("averageOpen.title"), of: (p) => p.averageOpen },
                  { head: say("averagePosition"), title: say("averagePosition.title"), of: (p) => p.averagePosition },
                  { head: say("mark"), title: say("mark.title"), of: (p) => p.last, show: (p) => price(p.last) },
                  { head: say("previous"), of: (p) => p.previousSettlement },
                  {
                    head: say("sinceOpened"),
                    title: say("sinceOpened.title"),
                    kind: "gain",
                    of: (p) => p.sinceOpened,
                    sum: total(legs.map((p) => p.sinceOpened)),
                  },
                  {
                    head: say("sinceSettlement"),
                    title: say("sinceSettlement.title"),
                    kind: "gain",
                    of: (p) => p.sinceSettlement,
                    sum: result,
                  },
                  { head: say("margin"), of: (p) => p.margin, sum: margin },
                ]}
              />
            )}
            {funds && (
              <Funds
                label={say("funds.title", { currency })}
                tied={alone && same(margin, funds.margin) && <Tied holds>{say("funds.marginTies")}</Tied>}
              >
                <Line head={say("funds.balance")} value={funds.balance} />
                <Line head={say("funds.open")} value={result} />
                <Line head={say("funds.closed")} value={closed} />
                <Line head={say("funds.result")} value={funds.result} strong />
                <Line head={say("funds.ownMargin")} value={margin} />
                <Line head={say("funds.together")} value={apart(funds.margin, margin)} />
                <Line
                  head={say("funds.margin")}
                  value={funds.margin}
                  quantity={`margin:${account}:${currency}`}
                  strong
                />
                <Line head={say("funds.withOrders")} value={funds.marginWithOrders} />
                <Line head={say("funds.frozenFees")} value={funds.frozenFees} />
                <Line head={say("funds.free")} value={funds.free} strong />
              </Funds>
            )}
          </div>
        );
      })}
      <p className="muted portfolio-note">{say("currencies")}</p>
    </Panel>
  );
}
