// Orders and fills: of the open day as the stream tells them, of a settled day from the server's history.
import type { DayFill, History } from "../../api/portfolio";
import type { AccountFill, OrderNow } from "../../api/private";
import { grouped, lots } from "../../format/numbers";
import { useWords } from "../../i18n";
import { listed, useSay } from "../../i18n/words";
import { Grid, type GridColumn } from "../../panels/grid/Grid";
import { Empty, Loading, Panel } from "../../panels/Panel";
import { useFills, useOrders } from "../../state/own";
import { Document } from "./Document";
import type { TabProps } from "./page";
import { timeColumn } from "./times";
import { words } from "./words";

/** An order with the last thing that happened to it. */
interface OrderRow {
  order: OrderNow;
  time: string;
  reason: string | null;
}

/** A fill; of the open day the venue has not yet counted what it closed. */
type FillRow = Omit<DayFill, "turnover" | "realized"> & { turnover: string | null; realized: string | null };

/** @param live The open day is shown. */
export function OrdersTab(props: TabProps & { live: boolean }) {
  return props.live ? <LiveOrders {...props} /> : <Past {...props} what="orders" />;
}

export function FillsTab(props: TabProps & { live: boolean }) {
  return props.live ? <LiveFills {...props} /> : <Past {...props} what="fills" />;
}

function Past(props: TabProps & { what: "orders" | "fills" }) {
  const say = useSay(words);
  const { account, day, version, what } = props;
  if (day === null) return <Empty>{say("empty.days")}</Empty>;
  return (
    <Document<History>
      key={day}
      id={`portfolio-${what}`}
      title={say(what === "orders" ? "orders.title" : "fills.title", { day })}
      path={`v1/accounts/${account}/history/${day}?limit=10000`}
      version={version}
    >
      {(data) =>
        what === "orders" ? (
          <Orders
            {...props}
            run={data.day}
            rows={data.orders.map((c) => ({ order: c.order, time: c.time, reason: c.reason }))}
            count={data.orderCount}
            empty={say("orders.noneOfDay", { day: data.day })}
          />
        ) : (
          <>
            <Fills
              {...props}
              run={data.day}
              rows={data.fills}
              count={data.fillCount}
              empty={say("fills.noneOfDay", { day: data.day })}
            />
            <Grid<History["sums"][number]>
              what={`fill-sums-${account}`}
              run={data.day}
              wide
              caption={say("fills.sums")}
              rows={data.sums}
              rowKey={(s) => s.currency}
              empty={say("fills.noneOfDay", { day: data.day })}
              columns={[
                { head: say("currency"), kind: "text", of: (s) => s.currency },
                { head: say("bought"), of: (s) => s.bought },
                { head: say("sold"), of: (s) => s.sold },
                { head: say("turnover"), of: (s) => s.turnover },
                { head: say("fee"), of: (s) => s.fees },
                { head: say("realized"), kind: "gain", of: (s) => s.realized },
              ]}
            />
          </>
        )
      }
    </Document>
  );
}

function LiveOrders(props: TabProps) {
  const say = useSay(words);
  const orders = useOrders(props.account);
  const rows = orders.data?.map((order) => ({ order, time: order.since ?? "", reason: null })).reverse();
  return (
    <Panel id="portfolio-orders" title={say("orders.live")} live>
      {orders.fault ? (
        <p className="answer warn">{say("live.fault", { code: orders.fault.code })}</p>
      ) : rows ? (
        <Orders {...props} run="now" rows={rows} count={rows.length} empty={say("orders.none")} />
      ) : (
        <Loading what={say("orders.live")} rows={8} />
      )}
      <p className="muted portfolio-note">{say("orders.liveNote")}</p>
    </Panel>
  );
}

function LiveFills(props: TabProps) {
  const say = useSay(words);
  const fills = useFills(props.account);
  const row = (f: AccountFill): FillRow => ({
    ...f,
    lotsClosedToday: 0,
    lotsClosedCarried: 0,
    turnover: null,
    realized: null,
    hedge: false,
    forced: false,
  });
  return (
    <Panel id="portfolio-fills" title={say("fills.live")} live>
      {fills.fault ? (
        <p className="answer warn">{say("live.fault", { code: fills.fault.code })}</p>
      ) : fills.data ? (
        <Fills
          {...props}
          run="now"
          rows={fills.data.map(row)}
          count={fills.data.length}
          empty={say("fills.none")}
          live
        />
      ) : (
        <Loading what={say("fills.live")} rows={8} />
      )}
      <p className="muted portfolio-note">{say("fills.liveNote")}</p>
    </Panel>
  );
}

/** Which month alone is shown. */
function Choice({ symbols, symbol, open }: { symbols: readonly string[]; symbol: string; open: TabProps["open"] }) {
  const say = useSay(words);
  const all = [...new Set(symbol === "" ? symbols : [...symbols, symbol])].sort();
  return (
    <label className="field">
      <span className="muted">{say("filter")}</span>
      <select value={symbol} onChange={(e) => open.at({ symbol: e.target.value })}>
        <option value="">{say("filter.all")}</option>
        {all.map((s) => (
          <option key={s} value={s}>
            {s}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ListProps<R> extends TabProps {
  run: string;
  rows: readonly R[];
  count: number;
  empty: string;
}

function Orders({ rows, count, run, empty, account, symbol, open }: ListProps<OrderRow>) {
  const say = useSay(words);
  const { language } = useWords();
  const shown = symbol === "" ? rows : rows.filter((r) => r.order.symbol === symbol);
  const caption = say("orders.caption", { shown: lots(shown.length), all: lots(count) });
  return (
    <Grid<OrderRow>
      what={`orders-${account}`}
      run={run}
      wide
      caption={caption}
      rows={shown}
      rowKey={(r) => String(r.order.order)}
      empty={symbol === "" ? empty : say("filter.none", { symbol })}
      tools={<Choice symbols={rows.map((r) => r.order.symbol)} symbol={symbol} open={open} />}
      columns={[
        { head: say("order"), of: (r) => r.order.order },
        timeColumn(say, language, rows),
        { head: say("symbol"), kind: "name", of: (r) => r.order.symbol },
        ...sideColumn<OrderRow>(say, (r) => r.order.side),
        { head: say("type"), kind: "text", of: (r) => listed(say, "type", r.order.type) },
        { head: say("life"), kind: "text", of: (r) => listed(say, "life", r.order.timeInForce) },
        { head: say("price"), of: (r) => r.order.price },
        { head: say("stopPrice"), of: (r) => r.order.stopPrice },
        { head: say("lots"), of: (r) => r.order.lots },
        { head: say("filled"), of: (r) => r.order.filled },
        { head: say("status"), kind: "text", of: (r) => listed(say, "status", r.order.status) },
        { head: say("why"), kind: "text", of: (r) => (r.reason === null ? null : listed(say, "gone", r.reason)) },
        { head: say("clientId"), kind: "name", of: (r) => r.order.clientOrderId },
      ]}
    />
  );
}

function Fills({ rows, count, run, empty, account, symbol, open, live }: ListProps<FillRow> & { live?: boolean }) {
  const say = useSay(words);
  const { language } = useWords();
  const shown = symbol === "" ? rows : rows.filter((r) => r.symbol === symbol);
  const caption = say("fills.caption", { shown: lots(shown.length), all: lots(count) });
  return (
    <Grid<FillRow>
      what={`fills-${account}`}
      run={run}
      wide
      caption={caption}
      rows={shown}
      rowKey={(r, at) => `${r.trade} ${r.side} ${at}`}
      empty={symbol === "" ? empty : say("filter.none", { symbol })}
      tools={<Choice symbols={rows.map((r) => r.symbol)} symbol={symbol} open={open} />}
      columns={[
        { head: say("trade"), of: (r) => r.trade, show: (r) => grouped(String(r.trade)) },
        timeColumn(say, language, rows),
        { head: say("symbol"), kind: "name", of: (r) => r.symbol },
        ...sideColumn<FillRow>(say, (r) => r.side),
        { head: say("price"), of: (r) => r.price },
        { head: say("lots"), of: (r) => r.lots },
        { head: say("opened"), of: (r) => r.opened },
        { head: say("closedToday"), of: (r) => (live ? null : r.lotsClosedToday) },
        { head: say("closedCarried"), of: (r) => (live ? null : r.lotsClosedCarried) },
        { head: say("turnover"), of: (r) => r.turnover },
        { head: say("fee"), of: (r) => r.fee },
        { head: say("realized"), kind: "gain", of: (r) => r.realized },
        { head: say("currency"), kind: "text", of: (r) => r.currency },
        { head: say("origin"), kind: "text", of: (r) => listed(say, "origin", r.forced ? "forced" : r.origin) },
        { head: say("order"), of: (r) => r.order },
      ]}
    />
  );
}

function sideColumn<R>(say: TabProps["say"], of: (row: R) => "buy" | "sell"): GridColumn<R>[] {
  return [
    {
      head: say("side"),
      kind: "text",
      of: (r) => say(`side.${of(r)}`),
      show: (r) => <span className={of(r) === "buy" ? "bid" : "ask"}>{say(`side.${of(r)}`)}</span>,
    },
  ];
}
