// What a print left out, by the kind of rule that removed it: stale prices and outliers first.
import { Fragment } from "react";
import type { Print } from "../../api/types";
import { withPlaces } from "../../format/numbers";
import { useWords } from "../../i18n";
import { reasonOf } from "../../i18n/phrases";
import { useSay } from "../../i18n/words";
import { Panel } from "../../panels/Panel";
import { kindOf, kinds } from "./kinds";
import { words } from "./words";

export function Removed({ print }: { print: Print }) {
  const say = useSay(words);
  const { language } = useWords();
  const groups = kinds
    .map((kind) => ({ kind, rows: print.leftOut.filter((c) => kindOf(c.reason) === kind) }))
    .filter((g) => g.rows.length > 0);
  return (
    <Panel id="indices-removed" title={say("bench.removed")}>
      <ul className="row wrap indices-note indices-counts">
        {kinds.map((kind) => (
          <li key={kind}>
            <b className="num">{print.leftOut.filter((c) => kindOf(c.reason) === kind).length}</b>{" "}
            {say(`kind.${kind}`)}
          </li>
        ))}
      </ul>
      {groups.length === 0 ? (
        <p className="state muted">{say("bench.nothingRemoved")}</p>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label={say("bench.removed")}>
          <table className="wide indices-table">
            <thead>
              <tr>
                <th scope="col" className="left">{say("bench.name")}</th>
                <th scope="col">{say("value")}</th>
                <th scope="col" className="left">{say("bench.rule")}</th>
                <th scope="col" className="left">{say("bench.offers")}</th>
              </tr>
            </thead>
            <tbody>
              {groups.map((g) => (
                <Fragment key={g.kind}>
                  <tr>
                    <th scope="rowgroup" colSpan={4} className="left indices-kind">
                      {say(`kind.${g.kind}`)}
                    </th>
                  </tr>
                  {g.rows.map((c, i) => {
                    const { why, offers } = reasonOf(c.reason, language);
                    return (
                      <tr key={`${c.name} ${i}`}>
                        <th scope="row" className="left" translate="no">{c.name}</th>
                        <td>{withPlaces(c.value, print.decimals)}</td>
                        <td className="left words" lang={why.lang}>{why.text}</td>
                        <td className="left words" translate="no">{offers.length === 0 ? "–" : offers.join(", ")}</td>
                      </tr>
                    );
                  })}
                </Fragment>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
