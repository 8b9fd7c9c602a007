// The log of restated prints: what was published, what it would have been, when that became known, and why.
import type { Governance } from "../../api/governance";
import { price } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { Failed, Loading, Panel } from "../../panels/Panel";
import { words } from "./words";

interface RestatementsProps {
  told: Governance | null;
  error: Error | null;
  retry: () => void;
  /** The day that is shown, marked in the log. */
  day: string | null;
}

export function Restatements({ told, error, retry, day }: RestatementsProps) {
  const say = useSay(words);
  const value = (text: string | null) => (text === null ? say("withheld") : price(text));
  return (
    <Panel id="indices-restatements" title={say("restatements")}>
      {error && !told ? (
        <Failed what={say("restatements")} error={error} retry={retry} />
      ) : !told ? (
        <Loading what={say("restatements")} rows={3} />
      ) : told.restatements.length === 0 ? (
        <p className="state muted">{say("noRestatements")}</p>
      ) : (
        <>
          <p className="muted indices-note">{say("restatementsNote")}</p>
          <div className="scroll" tabIndex={0} role="region" aria-label={say("restatements")}>
            <table className="wide indices-table">
              <thead>
                <tr>
                  <th scope="col">{say("day")}</th>
                  <th scope="col">{say("first")}</th>
                  <th scope="col">{say("restated")}</th>
                  <th scope="col">{say("known")}</th>
                  <th scope="col" className="left">{say("reason")}</th>
                </tr>
              </thead>
              <tbody>
                {told.restatements.map((r) => (
                  <tr key={`${r.day} ${r.known}`} aria-current={r.day === day || undefined}>
                    <th scope="row">{r.day}</th>
                    <td>{value(r.first)}</td>
                    <td>{value(r.restated)}</td>
                    <td>{r.known}</td>
                    <td className="left words" translate="no">{r.reason}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Panel>
  );
}
