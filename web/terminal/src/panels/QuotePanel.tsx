// Two-sided quotes: one line an instrument, up to eight sent together, and the protection of who makes the market.
import { useCallback, useMemo, useState } from "react";
import { send } from "../api/client";
import type { Account, Instrument, Protection, QuoteAnswer } from "../api/types";
import { useWords } from "../i18n";
import { useBeat, useLiveOrders } from "../state/orders";
import { useRequest } from "../state/request";
import { useDisarmed, useFetched, useTopic, useVenue } from "../state/venue";
import { newId, takesOrders } from "../ticket/order";
import {
  isReady,
  mayQuote,
  mostQuotes,
  quotedFirst,
  quoteOf,
  quoteRequest,
  standingOf,
  withdrawals,
  type Quote,
  type Standing,
} from "../ticket/quote";
import { AccountChoice } from "./AccountChoice";
import { Answer } from "./Answer";
import { Empty, Failed, Loading } from "./Panel";
import { ProtectionBlock } from "./ProtectionBlock";
import { QuoteLine } from "./QuoteLine";

interface QuotePanelProps {
  symbol: string | null;
  account: number | null;
  choose: (account: number) => void;
}

export function QuotePanel({ symbol, account, choose }: QuotePanelProps) {
  const { t } = useWords();
  const accounts = useFetched<Account[]>("v1/accounts");
  const row = useTopic(`row:${symbol}`, (s) => (symbol ? s.rows.get(symbol) : undefined));
  const who = accounts.data?.find((a) => a.account === account) ?? accounts.data?.[0];
  const [count, setCount] = useState(0);
  const beat = useBeat();
  const protections = useFetched<Protection[]>(
    who ? `v1/accounts/${who.account}/protection` : null,
    `${count} ${beat}`,
  );
  const sent = useCallback(() => setCount((n) => n + 1), []);
  const frozen = (protections.data ?? []).filter((p) => p.fired !== null).map((p) => p.contract);
  if (!row) return <Empty>{t("ladder.none")}</Empty>;
  if (!accounts.data)
    return accounts.error ? (
      <Failed what={t("quote.title")} error={accounts.error} retry={accounts.retry} />
    ) : (
      <Loading what={t("quote.title")} rows={10} />
    );
  if (!who) return <Empty>{t("statement.noAccounts")}</Empty>;
  return (
    <div className="order">
      <AccountChoice accounts={accounts.data} who={who} choose={choose} />
      {row.spread && <p className="note muted">{t("quote.noSpreads", { symbol: row.symbol })}</p>}
      <Lines
        key={who.account}
        account={who.account}
        first={quotedFirst(row)}
        count={count}
        sent={sent}
        frozen={frozen}
      />
      <ProtectionBlock
        key={`protection ${who.account}`}
        account={who.account}
        contract={row.contract}
        held={protections}
        sent={sent}
      />
    </div>
  );
}

interface LinesProps {
  account: number;
  first: string;
  count: number;
  sent: () => void;
  /** Contracts whose protection has fired. */
  frozen: readonly string[];
}

function Lines({ account, first, count, sent, frozen }: LinesProps) {
  const { t } = useWords();
  const { store } = useVenue();
  const orders = useLiveOrders(account, count);
  const symbols = useTopic("board", (s) => s.symbols);
  const standing = useMemo(() => standingOf(orders.data ?? []), [orders.data]);
  const [added, setAdded] = useState<readonly string[]>([]);
  const [typed, setTyped] = useState<ReadonlyMap<string, Quote>>(new Map());
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, QuoteAnswer>>(new Map());
  const { told, stage, run } = useRequest(sent);
  const busy = stage !== "idle";
  const disarmed = useDisarmed();

  const months = symbols.map((s) => store.rows.get(s)).filter((r): r is Instrument => r !== undefined && mayQuote(r));
  // What stands is always there to be seen and taken off, chosen or not.
  const shown = [...new Set([first, ...standing.keys(), ...added])].filter((s) => months.some((m) => m.symbol === s));
  const lineOf = (symbol: string) => typed.get(symbol) ?? quoteOf(symbol, standing.get(symbol));
  const ready = shown.map(lineOf).filter(isReady);
  const change = (quote: Quote) => setTyped((before) => new Map(before).set(quote.symbol, quote));
  const forget = (which: readonly string[]) =>
    setTyped((before) => new Map([...before].filter(([symbol]) => !which.includes(symbol))));

  const note = (answers: readonly QuoteAnswer[]) => {
    setOutcomes((before) => new Map([...before, ...answers.map((a) => [a.symbol, a] as const)]));
    return t("quote.told", {
      taken: answers.filter((a) => a.status === "taken").length,
      refused: answers.filter((a) => a.status === "refused").length,
    });
  };
  const id = () => newId(Date.now(), Math.random());
  const quote = (lines: readonly Quote[]) => {
    if (disarmed) return;
    run(async () => {
      const body = quoteRequest(lines.slice(0, mostQuotes), account, id());
      return note((await send<{ quotes: QuoteAnswer[] }>("POST", "v1/quotes", body)).quotes);
    });
  };
  const cancel = (which: readonly string[]) =>
    run(async () => {
      const gone = await withdraw(which, account, standing, (s) => store.rows.get(s), id);
      setOutcomes((before) => new Map([...before].filter(([symbol]) => !gone.includes(symbol))));
      forget(gone);
      return t("quote.cancelled", { count: gone.length });
    });

  if (orders.error && !orders.data) return <Failed what={t("quote.title")} error={orders.error} retry={orders.retry} />;
  if (!orders.data) return <Loading what={t("quote.title")} rows={4} />;
  return (
    <section className="quotes" aria-label={t("quote.title")}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="left">
              {t("board.symbol")}
            </th>
            <th scope="col">{t("quote.bidLots")}</th>
            <th scope="col">{t("quote.bid")}</th>
            <th scope="col" className="left">
              {t("quote.ask")}
            </th>
            <th scope="col" className="left">
              {t("quote.askLots")}
            </th>
          </tr>
        </thead>
        {shown.map((symbol) => (
          <QuoteLine
            key={symbol}
            quote={lineOf(symbol)}
            standing={standing.get(symbol)}
            outcome={outcomes.get(symbol)}
            frozen={frozen.includes(store.rows.get(symbol)?.contract ?? "")}
            busy={busy}
            disarmed={disarmed}
            change={change}
            reset={() => forget([symbol])}
            send={() => quote([lineOf(symbol)])}
            sendAll={() => quote(ready)}
            cancel={() => cancel([symbol])}
            remove={
              added.includes(symbol) && symbol !== first && !standing.has(symbol)
                ? () => setAdded((before) => before.filter((s) => s !== symbol))
                : null
            }
          />
        ))}
      </table>
      <div className="row wrap">
        <select
          aria-label={t("quote.add")}
          value=""
          disabled={shown.length >= months.length}
          onChange={(e) => setAdded((before) => [...before, e.target.value])}
        >
          <option value="">{t("quote.add")}</option>
          {months
            .filter((m) => !shown.includes(m.symbol))
            .map((m) => (
              <option key={m.symbol}>{m.symbol}</option>
            ))}
        </select>
        <button
          type="button"
          disabled={busy || disarmed || ready.length === 0 || ready.length > mostQuotes}
          onClick={() => quote(ready)}
          title={t("quote.sendAllTitle", { most: mostQuotes })}
        >
          {t("quote.sendAll", { count: ready.length })}
        </button>
        <button type="button" disabled={busy || standing.size === 0} onClick={() => cancel([...standing.keys()])}>
          {t("quote.cancelAll", { count: standing.size })}
        </button>
      </div>
      <p className="note muted">{t("quote.keys")}</p>
      <Answer told={told} stage={stage} disarmed={disarmed} />
    </section>
  );
}

/**
 * Takes quotes off: together where the instrument takes commands, else side by side as orders, which leave in every
 * phase. Returned: the symbols whose quotes are gone.
 */
async function withdraw(
  symbols: readonly string[],
  account: number,
  standing: ReadonlyMap<string, Standing>,
  rowOf: (symbol: string) => Instrument | undefined,
  id: () => string,
): Promise<string[]> {
  const open = symbols.filter((s) => takesOrders(rowOf(s)?.phase ?? "closed"));
  const gone: string[] = [];
  for (const body of withdrawals(open, account, id)) {
    const { quotes } = await send<{ quotes: QuoteAnswer[] }>("POST", "v1/quotes", body);
    gone.push(...quotes.filter((q) => q.status === "taken").map((q) => q.symbol));
  }
  for (const symbol of symbols.filter((s) => !gone.includes(s))) {
    const { bid, ask } = standing.get(symbol) ?? { bid: null, ask: null };
    for (const side of [bid, ask]) if (side) await send("DELETE", `v1/orders/${side.order}`, { account });
    gone.push(symbol);
  }
  return gone;
}
