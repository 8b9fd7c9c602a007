// The constituents of a print with their weights, the age of what they rest on, and the print without each.
import type { Influence } from "../../api/governance";
import type { Print } from "../../api/types";
import { sign } from "../../format/decimal";
import { arrow, withPlaces, price, signed, weight } from "../../format/numbers";
import { useWords } from "../../i18n";
import { phrase } from "../../i18n/phrases";
import { useSay } from "../../i18n/words";
import { RequestFailed } from "../../api/client";
import { Direction, Panel } from "../../panels/Panel";
import { daysBetween } from "./kinds";
import { words } from "./words";

interface ConstituentsProps {
  print: Print;
  /** Null: not told yet, or not to be had. */
  influence: Influence | null;
  error: Error | null;
}

export function Constituents({ print, influence, error }: ConstituentsProps) {
  const say = useSay(words);
  const { language } = useWords();
  const seen = new Map(print.observations.map((o) => [o.sequence, o.seen]));
  const moved = new Map(influence?.rows.map((r) => [r.name, r]));
  const fault = error instanceof RequestFailed ? error.fault : null;
  const rows = print.used.toSorted((a, b) => b.weightPpm - a.weightPpm || a.name.localeCompare(b.name));
  return (
    <Panel id="indices-constituents" title={say("bench.constituents")}>
      <p className="muted indices-note">
        {influence === null
          ? fault
            ? phrase(fault.message, language).text
            : error
              ? say("bench.noInfluence")
              : say("bench.measuring")
          : influence.measured
            ? say("bench.influenceNote", { sequence: influence.asOf })
            : say("bench.notMeasured")}
      </p>
      {rows.length === 0 ? (
        <p className="state muted">{say("bench.noConstituent")}</p>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label={say("bench.constituents")}>
          <table className="wide indices-table">
            <thead>
              <tr>
                <th scope="col" className="left">{say("bench.name")}</th>
                <th scope="col">{say("value")}</th>
                <th scope="col">{say("weight")}</th>
                <th scope="col">{say("bench.observations")}</th>
                <th scope="col">{say("bench.age")}</th>
                <th scope="col">{say("bench.without")}</th>
                <th scope="col">{say("bench.move")}</th>
                <th scope="col">{say("bench.movePercent")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((c) => {
                const one = moved.get(c.name);
                const newest = c.observations
                  .map((o) => seen.get(o))
                  .filter((s) => s !== undefined)
                  .sort()
                  .at(-1);
                const age = newest === undefined ? null : daysBetween(newest, print.day);
                return (
                  <tr key={c.name}>
                    <th scope="row" className="left" translate="no">{c.name}</th>
                    <td>{withPlaces(c.value, print.decimals)}</td>
                    <td>{weight(c.weightPpm)}</td>
                    <td>{c.observations.length}</td>
                    <td>{age === null ? "–" : say("bench.days", { days: age })}</td>
                    <td>{one === undefined ? "–" : one.without === null ? say("withheld") : price(one.without)}</td>
                    <td>
                      {one?.move == null ? (
                        "–"
                      ) : (
                        <Direction of={sign(one.move)}>
                          {arrow(one.move)} {signed(one.move)}
                        </Direction>
                      )}
                    </td>
                    <td>{one?.movePercent == null ? "–" : `${signed(one.movePercent)}%`}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
