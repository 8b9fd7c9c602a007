// The ledger by double entry: the proof that it sums to zero, balances, and the newest postings.
import { useState } from "react";
import type { Ledger } from "../../api/clearing";
import { useSay } from "../../i18n/words";
import { Grid } from "./Grid";
import { Paper } from "./Paper";
import type { TabProps } from "./page";
import { worded } from "./rows";
import { How, moment, RunLine } from "./RunLine";
import { words } from "./words";

export function LedgerTab({ version, account }: TabProps) {
  const say = useSay(words);
  const [typed, setTyped] = useState(account === null ? "" : String(account));
  const [whose, setWhose] = useState(typed);
  return (
    <>
      <form
        className="clearing-choice"
        onSubmit={(e) => {
          e.preventDefault();
          setWhose(typed.trim());
        }}
      >
        <label>
          {say("ledger.account")}{" "}
          <input value={typed} size={8} inputMode="numeric" onChange={(e) => setTyped(e.target.value)} />
        </label>
        <button type="submit" className="small">
          {say("ledger.show")}
        </button>
      </form>
      <Paper<Ledger>
        key={whose}
        id="clearing-ledger"
        title={say("tab.ledger")}
        path={`v1/clearing/ledger?limit=200${whose === "" ? "" : `&account=${encodeURIComponent(whose)}`}`}
        version={version}
      >
        {(data) => <Body data={data} />}
      </Paper>
    </>
  );
}

function Body({ data }: { data: Ledger }) {
  const say = useSay(words);
  return (
    <>
      <RunLine run={data.run} />
      <Grid<Ledger["proof"][number]>
        what="ledger-proof"
        run={data.run.run}
        caption={say("ledger.proof")}
        rows={data.proof}
        rowKey={(r) => r.currency}
        empty={say("empty.ledger")}
        columns={[
          { head: say("currency"), kind: "text", of: (r) => r.currency },
          { head: say("credits"), kind: "money", of: (r) => r.credits },
          { head: say("debits"), kind: "money", of: (r) => r.debits },
          { head: say("sum"), kind: "money", of: (r) => r.sum },
          {
            head: say("proof"),
            kind: "text",
            of: (r) => (r.balanced ? say("balanced") : say("unbalanced")),
            show: (r) => (
              <span className={r.balanced ? "badge good" : "badge bad"}>
                {r.balanced ? say("balanced") : say("unbalanced")}
              </span>
            ),
          },
        ]}
      />
      <Grid<Ledger["balances"][number]>
        what="ledger-balances"
        run={data.run.run}
        caption={data.complete ? say("ledger.complete") : say("ledger.from", { from: data.from })}
        rows={data.balances}
        rowKey={(r) => `${r.code} ${r.owner} ${r.currency}`}
        empty={say("empty.ledger")}
        columns={[
          { head: say("code"), kind: "text", of: (r) => `${r.code} ${worded(say, "code", r.name)}` },
          {
            head: say("owner"),
            kind: "text",
            of: (r) => (r.owner === 0 ? say("house") : `${r.owner} ${r.ownerName}`),
          },
          { head: say("currency"), kind: "text", of: (r) => r.currency },
          { head: say("before"), kind: "money", signed: true, of: (r) => r.before },
          { head: say("moved"), kind: "money", signed: true, of: (r) => r.moved },
          { head: say("balance"), kind: "money", signed: true, of: (r) => r.balance },
        ]}
      />
      <Grid<Ledger["journal"][number]>
        what="ledger-journal"
        run={data.run.run}
        caption={say("ledger.journal", { count: data.journal.length })}
        rows={data.journal}
        rowKey={(r) => String(r.sequence)}
        empty={say("empty.ledger")}
        columns={[
          { head: say("sequence"), of: (r) => r.sequence },
          { head: say("time"), kind: "text", of: (r) => moment(r.time) },
          { head: say("journal"), of: (r) => r.journal },
          { head: say("debit"), kind: "text", of: (r) => `${r.debitCode} / ${r.debitOwner}` },
          { head: say("credit"), kind: "text", of: (r) => `${r.creditCode} / ${r.creditOwner}` },
          { head: say("amount"), kind: "money", of: (r) => r.amount },
          { head: say("currency"), kind: "text", of: (r) => r.currency },
          { head: say("symbol"), kind: "text", of: (r) => r.symbol },
          { head: say("reason"), kind: "text", of: (r) => worded(say, "reason", r.reason) },
        ]}
      />
      <How of={[say("how.ledger"), say("how.proof"), say("how.kept")]} />
    </>
  );
}
