// Why the account is asked for its margin: each line, each scenario, the one that binds, inputs and run.
import type { Trace, TraceLine } from "../../api/clearing";
import { useSay } from "../../i18n/words";
import { Grid } from "../../panels/grid/Grid";
import { Empty } from "../../panels/Panel";
import { RuleBox } from "../../panels/margin/RuleBox";
import { RunLine } from "../../panels/margin/RunLine";
import { Document, Tied } from "./Document";
import { Funds, Line } from "./Funds";
import type { TabProps } from "./page";
import { same, total } from "./ties";
import { words } from "./words";

export function MarginTab({ account, version, open }: TabProps) {
  const say = useSay(words);
  return (
    <Document<Trace>
      id="portfolio-margin"
      title={say("margin.title")}
      path={`v1/accounts/${account}/margin`}
      version={version}
    >
      {(data) => (
        <div className="portfolio-trace">
          <RunLine run={data.run} />
          {data.currencies.length === 0 && (
            <Empty>
              {say("margin.none")}{" "}
              <button type="button" className="link" onClick={() => open.trade()}>
                {say("open.trade")}
              </button>
            </Empty>
          )}
          {data.currencies.map((c) => (
            <section key={c.currency} data-currency={c.currency}>
              <Funds
                label={say("margin.sums", { currency: c.currency })}
                tied={<Tied holds={same(total([...c.lines.map((l) => l.amount), c.together]), c.required)} />}
              >
                <Line head={say("margin.lines")} value={total(c.lines.map((l) => l.amount))} />
                <Line head={say("margin.together")} value={c.together} />
                <Line
                  head={say("margin.required")}
                  value={c.required}
                  quantity={`im:${data.account}:${c.currency}`}
                  strong
                />
                <Line head={say("margin.withOrders")} value={c.withOrders} />
              </Funds>
              <Grid<TraceLine>
                what={`margin-${data.account}-${c.currency}`}
                run={data.run.run}
                caption={say("margin.caption", { markUp: data.markUpPercent })}
                rows={c.lines}
                rowKey={(l) => `${l.symbol} ${l.side}`}
                empty={say("margin.noLines")}
                columns={[
                  { head: say("symbol"), kind: "name", of: (l) => l.symbol },
                  { head: say("side.held"), kind: "text", of: (l) => say(l.side === "long" ? "side.long" : "side.short") },
                  { head: say("lots"), of: (l) => l.lots },
                  { head: say("margin.price"), of: (l) => l.price },
                  { head: say("margin.tick"), of: (l) => l.tickSize },
                  { head: say("margin.tickValue"), of: (l) => l.tickValue },
                  { head: say("margin.rate"), of: (l) => l.ratePercent },
                  { head: say("margin.asked"), of: (l) => l.askedPercent },
                  { head: say("amount"), of: (l) => l.amount, sum: total(c.lines.map((l) => l.amount)) },
                ]}
              />
              <p className="muted portfolio-note">{say("margin.formula")}</p>
              {c.rules.map((r) => (
                <RuleBox key={r.rule} rule={r} run={data.run.run} currency={c.currency} />
              ))}
            </section>
          ))}
          <p className="muted portfolio-note">{say("currencies")}</p>
        </div>
      )}
    </Document>
  );
}
