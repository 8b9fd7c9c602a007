// Each maker against its pass line: what it has agreed to and how far it is met, today and in the month.
import type { MakerObligations } from "../../api/obligations";
import { grouped } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { rowsOf } from "../../panels/obligation/figures";
import { ObligationTable } from "../../panels/obligation/ObligationTable";
import { words } from "../../panels/obligation/words";
import { Empty, Failed, Loading, Panel } from "../../panels/Panel";
import { useFetched } from "../../state/venue";

export function ObligationsPanel({ version }: { version: number }) {
  const say = useSay(words);
  const told = useFetched<MakerObligations>("v1/operations/obligations", version);
  return (
    <Panel id="operations-obligations" title={say("title")}>
      {told.data === null ? (
        told.error ? (
          <Failed what={say("title")} error={told.error} retry={told.retry} />
        ) : (
          <Loading what={say("title")} rows={6} />
        )
      ) : (
        <Told told={told.data} />
      )}
    </Panel>
  );
}

function Told({ told }: { told: MakerObligations }) {
  const say = useSay(words);
  if (told.month === null) return <Empty>{say("noDay")}</Empty>;
  if (rowsOf(told.makers).length === 0) return <Empty>{say("nobody", { month: told.month })}</Empty>;
  const unmeasured = told.makers.filter((m) => !m.isMaker && m.obligations.length > 0);
  return (
    <>
      {unmeasured.map((m) => (
        <p key={m.account} className="operations-line">
          {say("noMaker", { account: m.account })}
        </p>
      ))}
      <ObligationTable told={told.makers} month={told.month} makers />
      <details className="operations-line muted">
        <summary className="num">{say("asOf", { month: told.month, sequence: grouped(String(told.asOf)) })}</summary>
        {say("how")}
      </details>
    </>
  );
}
