// The sums of a cleared day side by side, and whether each ties out.
import type { EndOfDayPart } from "../../api/day";
import { grouped, lots } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { words } from "./words";

export function Reconciliation({ part }: { part: EndOfDayPart }) {
  const say = useSay(words);
  const p = part.positions;
  return (
    <section className="day-part" aria-label={say("close.reconcile")}>
      <h3>{say("close.reconcile")}</h3>
      <p>
        {part.balanced === null ? (
          <span className="muted">{say("close.unknown")}</span>
        ) : (
          <b className={part.balanced ? "badge good" : "badge bad"}>
            {say(part.balanced ? "close.balanced" : "close.unbalanced")}
          </b>
        )}{" "}
        <span className="muted">{say("close.identity")}</span>
      </p>
      {p && (
        <p className={p.balanced ? undefined : "warn"}>
          {say("close.positions", { longs: lots(p.longs), shorts: lots(p.shorts), open: lots(p.openInterest) })}
        </p>
      )}
      {part.sums.length > 0 && (
        <div className="scroll" tabIndex={0} role="region" aria-label={say("close.reconcile")}>
          <table className="wide day-table">
            <thead>
              <tr>
                <th scope="col" className="left">{say("close.currency")}</th>
                <th scope="col">{say("close.accounts")}</th>
                <th scope="col">{say("close.before")}</th>
                <th scope="col">{say("close.moved")}</th>
                <th scope="col">{say("close.fees")}</th>
                <th scope="col">{say("close.variation")}</th>
                <th scope="col">{say("close.balance")}</th>
                <th scope="col">{say("close.difference")}</th>
                <th scope="col">{say("close.gains")}</th>
                <th scope="col">{say("close.losses")}</th>
                <th scope="col">{say("close.result")}</th>
                <th scope="col">{say("close.ledger")}</th>
              </tr>
            </thead>
            <tbody>
              {part.sums.map((s) => (
                <tr key={s.currency}>
                  <th scope="row" className="left">
                    {s.balanced ? "✔" : "✘"} {s.currency}
                  </th>
                  <td>{lots(s.accounts)}</td>
                  <td>{grouped(s.before)}</td>
                  <td>{grouped(s.moved)}</td>
                  <td>{grouped(s.fees)}</td>
                  <td>{grouped(s.variation)}</td>
                  <td>{grouped(s.balance)}</td>
                  <td>{grouped(s.difference)}</td>
                  <td>{grouped(s.gains)}</td>
                  <td>{grouped(s.losses)}</td>
                  <td>{grouped(s.result)}</td>
                  <td>{grouped(s.ledgerSum)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
