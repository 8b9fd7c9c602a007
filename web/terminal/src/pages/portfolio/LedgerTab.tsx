// The account's ledger of a day: every posting with both its sides and the balance after it, and the proof.
import type { AccountLedger, LedgerCurrency, LedgerRow } from "../../api/portfolio";
import { grouped } from "../../format/numbers";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { Grid } from "../../panels/grid/Grid";
import { codeName, reasonName } from "../../panels/ledger/names";
import { Empty } from "../../panels/Panel";
import { Document, Tied } from "./Document";
import { Funds, Line } from "./Funds";
import type { TabProps } from "./page";
import { same, total } from "./ties";
import { timeColumn } from "./times";
import { words } from "./words";

type Reason = LedgerCurrency["reasons"][number];

export function LedgerTab({ account, day, version, reason, open }: TabProps) {
  const say = useSay(words);
  if (day === null) return <Empty>{say("empty.days")}</Empty>;
  return (
    <Document<AccountLedger>
      key={day}
      id="portfolio-ledger"
      title={say("ledger.title", { day })}
      path={`v1/accounts/${account}/ledger/${day}?limit=5000`}
      version={version}
    >
      {(data) => (
        <>
          <p className="portfolio-note">
            <Tied holds={data.houseBalanced}>{say("ledger.house")}</Tied>
          </p>
          {data.currencies.length === 0 && <Empty>{say("empty.ledger", { day })}</Empty>}
          {data.currencies.map((c) => (
            <Currency key={c.currency} data={data} of={c} reason={reason} open={open} />
          ))}
          <p className="muted portfolio-note">{say("currencies")}</p>
        </>
      )}
    </Document>
  );
}

function Currency({
  data,
  of: c,
  reason,
  open,
}: {
  data: AccountLedger;
  of: LedgerCurrency;
  reason: string;
  open: TabProps["open"];
}) {
  const say = useSay(words);
  const { language } = useWords();
  const rows = reason === "" ? c.rows : c.rows.filter((r) => r.reason === reason);
  const shown =
    same(total([c.opening, ...c.reasons.map((r) => r.net)]), c.closing) && same(c.closing, c.statementClosing);
  return (
    <div className="portfolio-currency" data-currency={c.currency}>
      <Funds label={say("ledger.proof", { currency: c.currency })} tied={<Tied holds={c.balanced && shown} />}>
        <Line head={say("ledger.opening")} value={c.opening} />
        <Line head={say("ledger.credits")} value={c.credits} />
        <Line head={say("ledger.debits")} value={c.debits} />
        <Line
          head={say("ledger.closing")}
          value={c.closing}
          quantity={`equity:${data.account}:${c.currency}`}
          strong
        />
        <Line head={say("ledger.statementClosing")} value={c.statementClosing} />
      </Funds>
      <Grid<Reason>
        what={`ledger-sums-${data.account}-${c.currency}`}
        run={data.day}
        wide
        caption={say("ledger.reasons", { currency: c.currency })}
        rows={c.reasons}
        rowKey={(r) => r.reason}
        empty={say("empty.postings")}
        columns={[
          {
            head: say("ledger.reason"),
            kind: "text",
            of: (r) => reasonName(r.reason, language),
            show: (r) => (
              <button
                type="button"
                className="link"
                aria-pressed={r.reason === reason}
                onClick={() => open.at({ reason: r.reason === reason ? "" : r.reason })}
              >
                {reasonName(r.reason, language)}
              </button>
            ),
          },
          { head: say("ledger.count"), of: (r) => r.count },
          { head: say("ledger.credits"), of: (r) => r.credits, sum: c.credits },
          { head: say("ledger.debits"), of: (r) => r.debits, sum: c.debits },
          { head: say("ledger.net"), kind: "gain", of: (r) => r.net, sum: total(c.reasons.map((r) => r.net)) },
        ]}
      />
      <Grid<LedgerRow>
        what={`ledger-${data.account}-${c.currency}`}
        run={data.day}
        wide
        caption={say("ledger.journal", { count: grouped(String(rows.length)), all: grouped(String(c.count)) })}
        rows={rows}
        rowKey={(r) => String(r.sequence)}
        empty={say("empty.postings")}
        tools={
          <label className="field">
            <span className="muted">{say("ledger.reason")}</span>
            <select value={reason} onChange={(e) => open.at({ reason: e.target.value })}>
              <option value="">{say("ledger.all")}</option>
              {c.reasons.map((r) => (
                <option key={r.reason} value={r.reason}>
                  {reasonName(r.reason, language)}
                </option>
              ))}
            </select>
          </label>
        }
        columns={[
          { head: say("ledger.sequence"), of: (r) => r.sequence },
          timeColumn(say, language, c.rows),
          { head: say("ledger.reason"), kind: "text", of: (r) => reasonName(r.reason, language) },
          { head: say("symbol"), kind: "name", of: (r) => r.symbol },
          { head: say("ledger.debit"), kind: "text", of: (r) => side(say, codeName(r.debit, language), r.own !== "credit") },
          { head: say("ledger.credit"), kind: "text", of: (r) => side(say, codeName(r.credit, language), r.own !== "debit") },
          { head: say("amount"), of: (r) => r.amount },
          { head: say("ledger.effect"), kind: "gain", of: (r) => r.effect },
          { head: say("ledger.balance"), of: (r) => r.balance },
        ]}
      />
    </div>
  );
}

function side(say: TabProps["say"], code: string, own: boolean): string {
  return say(own ? "ledger.own" : "ledger.other", { code });
}
