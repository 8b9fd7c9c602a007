// The ledger by double entry: the proof that it sums to zero, balances, the newest postings, an account's statement.
import { useState } from "react";
import type { Ledger } from "../../api/clearing";
import type { Account } from "../../api/types";
import { moment } from "../../format/time";
import { useWords } from "../../i18n";
import { named } from "../../i18n/names";
import { useSay } from "../../i18n/words";
import { Panel } from "../../panels/Panel";
import { codeName, reasonName } from "../../panels/ledger/names";
import { StatementPanel } from "../../panels/StatementPanel";
import { useFetched } from "../../state/venue";
import { Grid } from "../../panels/grid/Grid";
import { Paper } from "./Paper";
import type { TabProps } from "./page";
import { How, RunLine } from "../../panels/margin/RunLine";
import { words } from "./words";

export function LedgerTab({ version, account, openAccount }: TabProps) {
  const say = useSay(words);
  const { language } = useWords();
  const accounts = useFetched<Account[]>("v1/accounts");
  const [day, setDay] = useState<string | null>(null);
  return (
    <>
      <div className="clearing-choice">
        <label>
          {say("account")}{" "}
          <select
            value={account ?? ""}
            onChange={(e) => openAccount(e.target.value === "" ? null : Number(e.target.value))}
          >
            <option value="">{say("ledger.all")}</option>
            {(accounts.data ?? []).map((a) => (
              <option translate="no" key={a.account} value={a.account}>
                {a.account} {named(a.name, language)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {account !== null && (
        <Panel id="clearing-statement" title={say("ledger.statement")}>
          <StatementPanel account={account} day={day} choose={null} chooseDay={setDay} />
        </Panel>
      )}
      <Paper<Ledger>
        key={account ?? "all"}
        id="clearing-ledger"
        title={say("tab.ledger")}
        path={`v1/clearing/ledger?limit=200${account === null ? "" : `&account=${account}`}`}
        version={version}
      >
        {(data) => <Body data={data} />}
      </Paper>
    </>
  );
}

function Body({ data }: { data: Ledger }) {
  const say = useSay(words);
  const { language } = useWords();
  const side = (code: number, owner: number) =>
    say("ledger.side", { code: codeName(code, language), owner: owner === 0 ? say("house") : owner });
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
          { head: say("code"), kind: "text", of: (r) => codeName(r.code, language) },
          {
            head: say("owner"),
            kind: "name",
            of: (r) => (r.owner === 0 ? say("house") : `${r.owner} ${named(r.ownerName, language)}`),
          },
          { head: say("currency"), kind: "text", of: (r) => r.currency },
          { head: say("before"), kind: "money", of: (r) => r.before },
          { head: say("moved"), kind: "money", of: (r) => r.moved },
          { head: say("balance"), kind: "money", of: (r) => r.balance, quantity: balance },
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
          { head: say("debit"), kind: "name", of: (r) => side(r.debitCode, r.debitOwner) },
          { head: say("credit"), kind: "name", of: (r) => side(r.creditCode, r.creditOwner) },
          { head: say("amount"), kind: "money", of: (r) => r.amount },
          { head: say("currency"), kind: "text", of: (r) => r.currency },
          { head: say("symbol"), kind: "text", of: (r) => r.symbol },
          { head: say("reason"), kind: "text", of: (r) => reasonName(r.reason, language) },
        ]}
      />
      <How of={[say("how.ledger"), say("how.proof"), say("how.kept")]} />
    </>
  );
}

const balance = (r: Ledger["balances"][number]) => `ledger:${r.code}:${r.owner}:${r.currency}`;
