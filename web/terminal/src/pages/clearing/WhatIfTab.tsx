// A portfolio that somebody might hold: a table goes in, the rules' margins come out side by side.
import { useState } from "react";
import { send } from "../../api/client";
import type { WhatIf } from "../../api/clearing";
import type { Account } from "../../api/types";
import { useWords } from "../../i18n";
import { named } from "../../i18n/names";
import { listed as worded, useSay } from "../../i18n/words";
import { FileButton } from "../../panels/FileButton";
import { Empty, Panel } from "../../panels/Panel";
import { useMay } from "../../session/session";
import { useRequest } from "../../state/request";
import { useFetched } from "../../state/venue";
import { Grid } from "../../panels/grid/Grid";
import { readers } from "./Paper";
import type { TabProps } from "./page";
import { Refused } from "./Refused";
import { RuleBox } from "../../panels/margin/RuleBox";
import { How, RunLine } from "../../panels/margin/RunLine";
import { words } from "./words";

const sample = "symbol,side,lots\n";

/** What is sent; an empty account is nobody's. */
export function question(csv: string, account: string, add: boolean): object {
  return { csv, ...(account.trim() === "" ? {} : { account: Number(account) }), ...(add ? { add } : {}) };
}

export function WhatIfTab({ account }: TabProps) {
  const say = useSay(words);
  const { language } = useWords();
  const { may, why } = useMay(readers);
  const accounts = useFetched<Account[]>("v1/accounts");
  const [csv, setCsv] = useState(sample);
  const [file, setFile] = useState("");
  const [whose, setWhose] = useState(account === null ? "" : String(account));
  const [add, setAdd] = useState(account !== null);
  const [answer, setAnswer] = useState<WhatIf | null>(null);
  const request = useRequest();
  const ask = () => {
    const asked = question(csv, whose, add);
    // Another question soon after one that was answered quickly is no double press.
    request.run(async () => {
      setAnswer(null);
      setAnswer(await send<WhatIf>("POST", "v1/clearing/what-if", asked));
      return say("answered");
    }, JSON.stringify(asked));
  };
  return (
    <Panel id="clearing-whatif" title={say("tab.whatif")}>
      <div className="clearing-sides">
        <form
          className="clearing-form"
          onSubmit={(e) => {
            e.preventDefault();
            ask();
          }}
        >
          <label>
            {say("whatif.csv")}
            <textarea
              rows={8}
              value={csv}
              spellCheck={false}
              translate="no"
              onChange={(e) => setCsv(e.target.value)}
              aria-describedby="whatif-help"
            />
          </label>
          <div id="whatif-help" className="muted">
            <p>{say("whatif.help")}</p>
            <pre>{`${sample}TK-Z26,long,10\nTK-H27,short,5`}</pre>
          </div>
          <FileButton
            label={say("whatif.file")}
            chosen={file}
            accept=".csv,text/csv,text/plain"
            take={(chosen) => {
              setFile(chosen.name);
              void chosen.text().then(setCsv);
            }}
          />
          <label>
            {say("whatif.account")}{" "}
            <select
              value={whose}
              onChange={(e) => {
                setWhose(e.target.value);
                setAdd(e.target.value !== "" && add);
              }}
            >
              <option value="">{say("whatif.nobody")}</option>
              {(accounts.data ?? []).map((a) => (
                <option translate="no" key={a.account} value={a.account}>
                  {a.account} {named(a.name, language)}
                </option>
              ))}
            </select>
          </label>
          <label className="clearing-check">
            <input
              type="checkbox"
              checked={add}
              disabled={whose === ""}
              onChange={(e) => setAdd(e.target.checked)}
            />
            {say("whatif.add")}
          </label>
          <button type="submit" disabled={!may || request.stage !== "idle"} aria-describedby="whatif-why">
            {say("whatif.ask")}
          </button>
          <p id="whatif-why" className="muted">
            {why}
          </p>
          <Refused told={request.told} />
        </form>
        <div>{answer ? <Result data={answer} /> : <Empty>{say("whatif.none")}</Empty>}</div>
      </div>
      <How of={[say("how.whatif"), say("how.scenarios"), say("how.pure")]} />
    </Panel>
  );
}

function Result({ data }: { data: WhatIf }) {
  const say = useSay(words);
  type Rule = WhatIf["currencies"][number]["rules"][number];
  return (
    <>
      <RunLine run={data.run} />
      <Grid<WhatIf["rows"][number]>
        what="what-if-rows"
        run={data.run.run}
        caption={say("whatif.rows", { rows: data.rows.length })}
        rows={data.rows}
        rowKey={(r) => `${r.symbol} ${r.side}`}
        empty={say("empty.positions")}
        columns={[
          { head: say("symbol"), kind: "text", of: (r) => r.symbol },
          { head: say("side"), kind: "text", of: (r) => worded(say, "side", r.side) },
          { head: say("lots"), kind: "lots", of: (r) => r.lots },
          { head: say("previous"), of: (r) => r.previousSettlement },
        ]}
      />
      {data.currencies.map((c) => (
        <section key={c.currency}>
          <Grid<Rule>
            what={`what-if-${c.currency}`}
            run={data.run.run}
            caption={say("whatif.result", { currency: c.currency })}
            rows={c.rules}
            rowKey={(r) => r.rule}
            empty={say("empty.positions")}
            columns={[
              { head: say("rule"), kind: "text", of: (r) => worded(say, "rule", r.rule) },
              {
                head: say("counts"),
                kind: "text",
                of: (r) => (r.inForce ? say("rule.inForce") : say("rule.notInForce")),
              },
              { head: say("whatif.held"), kind: "money", of: (r) => r.before },
              { head: say("whatif.asked"), kind: "money", of: (r) => r.after },
              { head: say("difference"), kind: "money", of: (r) => r.difference },
            ]}
          />
          {c.after.map((r) => (
            <RuleBox key={r.rule} rule={r} run={data.run.run} currency={c.currency} />
          ))}
        </section>
      ))}
    </>
  );
}
