// Where the change of equity came from: month by month and part by part, to the cent, down to each lot's way.
import type { Profit, ProfitCurrency, ProfitLine, ProfitMonth } from "../../api/portfolio";
import { listed, useSay } from "../../i18n/words";
import { Grid, type GridColumn } from "../../panels/grid/Grid";
import { Empty } from "../../panels/Panel";
import { Document, Tied } from "./Document";
import { Funds, Line } from "./Funds";
import type { TabProps } from "./page";
import { apart, same, total } from "./ties";
import { words } from "./words";

const parts = ["carried", "opened", "closedCarried", "closedToday", "final"] as const;

export function ProfitTab({ account, day, version, symbol, open }: TabProps) {
  const say = useSay(words);
  if (day === null) return <Empty>{say("empty.days")}</Empty>;
  const chosen = symbol === "" ? "" : `?symbol=${encodeURIComponent(symbol)}`;
  return (
    <Document<Profit>
      key={day}
      id="portfolio-pnl"
      title={say("pnl.title", { day })}
      path={`v1/accounts/${account}/profit/${day}${chosen}`}
      version={version}
    >
      {(data) => (
        <>
          {data.currencies.length === 0 && (
            <Empty>
              {say("empty.day", { day })}{" "}
              <button type="button" className="link" onClick={() => open.trade()}>
                {say("open.trade")}
              </button>
            </Empty>
          )}
          {data.currencies.map((c) => (
            <Currency key={c.currency} data={data} of={c} symbol={symbol} open={open} />
          ))}
          <p className="muted portfolio-note">{say("pnl.interest")}</p>
          <p className="muted portfolio-note">{say("currencies")}</p>
        </>
      )}
    </Document>
  );
}

function Currency({
  data,
  of: c,
  symbol,
  open,
}: {
  data: Profit;
  of: ProfitCurrency;
  symbol: string;
  open: TabProps["open"];
}) {
  const say = useSay(words);
  // What is shown must add up too, not only what was computed.
  const shown =
    parts.every((part) => same(total(c.months.map((m) => m[part])), c[part])) &&
    same(total(parts.map((part) => c[part])), c.result) &&
    same(total(c.movements.map((m) => m.amount)), c.cash) &&
    same(total([c.result, apart("0.00", c.fees), c.cash]), c.change) &&
    same(total([c.equityBefore, c.change]), c.equityAfter);
  const part = (name: (typeof parts)[number]): GridColumn<ProfitMonth> => ({
    head: say(`pnl.${name}`),
    title: say(`pnl.${name}.title`),
    kind: "gain",
    of: (m) => m[name],
    sum: c[name],
  });
  return (
    <div className="portfolio-currency" data-currency={c.currency}>
      <Funds
        kind="portfolio-bridge"
        label={say("pnl.bridge", { currency: c.currency })}
        tied={<Tied holds={c.balanced && shown} />}
      >
        <Line head={say("pnl.before")} value={c.equityBefore} strong />
        {parts.map((name) => (
          <Line key={name} head={say(`pnl.${name}.title`)} value={c[name]} gain />
        ))}
        <Line head={say("pnl.fees")} value={apart("0.00", c.fees)} gain />
        {c.movements.map((m) => (
          <Line key={m.kind} head={listed(say, "movement", m.kind)} value={m.amount} gain />
        ))}
        <Line head={say("pnl.change")} value={c.change} gain strong />
        <Line
          head={say("pnl.after")}
          value={c.equityAfter}
          quantity={`equity:${data.account}:${c.currency}`}
          strong
        />
      </Funds>
      <ul className="portfolio-checks" aria-label={say("pnl.checks")}>
        {c.checks.map((check) => (
          <li key={check.name}>
            <span className={check.holds ? "badge good" : "badge bad"}>
              {say(check.holds ? "holds" : "fails")}
            </span>{" "}
            {listed(say, "check", check.name)}
          </li>
        ))}
      </ul>
      <Grid<ProfitMonth>
        what={`profit-${data.account}-${c.currency}`}
        run={data.day}
        wide
        caption={say("pnl.months", { currency: c.currency })}
        rows={c.months}
        rowKey={(m) => m.symbol}
        empty={say("pnl.noMonths")}
        columns={[
          {
            head: say("symbol"),
            kind: "name",
            of: (m) => m.symbol,
            show: (m) => (
              <button
                type="button"
                className="link"
                aria-expanded={m.symbol === symbol}
                onClick={() => open.at({ symbol: m.symbol === symbol ? "" : m.symbol })}
              >
                {m.symbol}
              </button>
            ),
          },
          { head: say("previous"), of: (m) => m.previousSettlement },
          { head: say("settlement"), of: (m) => m.finalPrice ?? m.settlement },
          ...parts.map(part),
          { head: say("pnl.result"), kind: "gain", of: (m) => m.result, sum: c.result },
          { head: say("fee"), of: (m) => m.fees, sum: c.fees },
        ]}
      />
      {data.lines.length > 0 && c.months.some((m) => m.symbol === symbol) && (
        <Lines data={data} symbol={symbol} open={open} />
      )}
    </div>
  );
}

function Lines({ data, symbol, open }: { data: Profit; symbol: string; open: TabProps["open"] }) {
  const say = useSay(words);
  return (
    <Grid<ProfitLine>
      what={`profit-${data.account}-${symbol}`}
      run={data.day}
      wide
      caption={say("pnl.lines", { symbol })}
      rows={data.lines}
      rowKey={(l, at) => `${l.kind} ${l.side} ${l.trade} ${l.openTrade} ${at}`}
      empty={say("pnl.noMonths")}
      tools={
        <>
          <button type="button" className="small" onClick={() => open.at({ tab: "fills" })}>
            {say("pnl.toFills", { symbol })}
          </button>
          <button type="button" className="small" onClick={() => open.bulletin(data.day)}>
            {say("pnl.toSettlement")}
          </button>
        </>
      }
      columns={[
        { head: say("pnl.kind"), kind: "text", of: (l) => listed(say, "pnl", l.kind) },
        { head: say("side"), kind: "text", of: (l) => say(`side.${l.side}`) },
        { head: say("trade"), of: (l) => l.trade },
        { head: say("pnl.openTrade"), of: (l) => l.openTrade },
        { head: say("lots"), of: (l) => l.lots },
        { head: say("pnl.from"), of: (l) => l.priceFrom },
        { head: say("pnl.to"), of: (l) => l.priceTo },
        { head: say("amount"), kind: "gain", of: (l) => l.amount, sum: total(data.lines.map((l) => l.amount)) },
      ]}
    />
  );
}
