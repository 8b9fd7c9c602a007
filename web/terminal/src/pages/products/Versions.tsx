// Every version of a document, newest first, with what it changed against the one before.
import type { TakenDocument } from "../../api/contracts";
import { lots } from "../../format/numbers";
import { local, zoneName } from "../../format/time";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { Submitted } from "../../panels/Submitted";
import { words } from "./words";

export function Versions({ taken, label }: { taken: readonly TakenDocument[]; label: string }) {
  const say = useSay(words);
  const { language } = useWords();
  const newest = taken.at(-1);
  const moment = (time: string) => {
    const at = local(time, undefined);
    return at ? `${at.day} ${at.clock.slice(0, 5)} ${zoneName(time, undefined, language)}` : time;
  };
  return (
    <section className="products-part">
      {newest && (
        <details>
          <summary>
            {say("document")} · {label}
          </summary>
          <Submitted paper={newest.document} label={`${say("document")} · ${label}`} />
        </details>
      )}
      <h3>{say("versions")}</h3>
      <ol className="products-versions" reversed>
        {[...taken].reverse().map((one) => (
          <li key={one.number}>
            <b>{say("version", { number: one.number })}</b>{" "}
            <span className="muted num">{say("taken", { time: moment(one.time), sequence: lots(one.eventSequence) })}</span>
            {one.changes.length === 0 ? (
              <span className="muted"> {one.number === 1 ? say("first") : ""}</span>
            ) : (
              <Changes one={one} label={`${label}, ${say("version", { number: one.number })}`} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Changes({ one, label }: { one: TakenDocument; label: string }) {
  const say = useSay(words);
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="wide">
        <thead>
          <tr>
            <th scope="col" className="left">
              {say("field")}
            </th>
            <th scope="col" className="left">
              {say("was")}
            </th>
            <th scope="col" className="left">
              {say("is")}
            </th>
          </tr>
        </thead>
        <tbody translate="no">
          {one.changes.map((change) => (
            <tr key={change.field}>
              <th scope="row" className="left">
                {change.field}
              </th>
              <td className="left">{change.was ?? say("absent")}</td>
              <td className="left">{change.is ?? say("absent")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
