// The meter of a market maker's obligation: presence, spread and size against what the account has agreed to.
import { useEffect, useState } from "react";
import type { Obligations } from "../../api/obligations";
import { grouped } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { ObligationTable } from "../../panels/obligation/ObligationTable";
import { words } from "../../panels/obligation/words";
import { Empty, Failed, Loading } from "../../panels/Panel";
import { useFetched } from "../../state/venue";
import { useTrade } from "./context";
import { Frame } from "./Frame";

/** Asked for again, milliseconds. */
const every = 3000;

export function ObligationBox() {
  const say = useSay(words);
  const { who, choose } = useTrade();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((n) => n + 1), every);
    return () => clearInterval(timer);
  }, []);
  const told = useFetched<Obligations>(`v1/accounts/${who.account}/obligations`, turn);
  return (
    <Frame id="obligation" title={say("title")}>
      {told.data ? (
        <Told told={told.data} choose={(symbol) => choose("obligation", symbol)} />
      ) : told.error ? (
        <Failed what={say("title")} error={told.error} retry={told.retry} />
      ) : (
        <Loading what={say("title")} rows={4} />
      )}
    </Frame>
  );
}

function Told({ told, choose }: { told: Obligations; choose: (symbol: string) => void }) {
  const say = useSay(words);
  const { account, month } = told;
  const first = told.agreements[0];
  if (!first) return <Empty>{say("noAgreement", { account })}</Empty>;
  if (month === null) return <Empty>{say("noDay")}</Empty>;
  if (told.obligations.length === 0) return <Empty>{say("notNow", { account, month, from: first.validFrom })}</Empty>;
  return (
    <>
      {!told.isMaker && <p className="obligation-note">{say("noMaker", { account })}</p>}
      <ObligationTable told={[told]} month={month} choose={choose} />
      <details className="obligation-note muted">
        <summary className="num">{say("asOf", { month, sequence: grouped(String(told.asOf)) })}</summary>
        {say("how")}
      </details>
    </>
  );
}
