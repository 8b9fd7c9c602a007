// The shortage monitor: never one number alone, each sign with its source or what it lacks.
import { useSay } from "../../i18n/words";
import { Figure } from "../../panels/figure/Figure";
import { Panel } from "../../panels/Panel";
import { byName } from "./series";
import { Scrolled, type TabProps } from "./tab";
import { words, type Word } from "./words";

const names = ["scarcity", "ask-depth", "withdrawn", "availability", "limit-up", "dispersion", "rationing", "breadth"];
// The venue's own auctions say so themselves.
const auction = "tomorrow's hours in the venue's spot auction";

export function ShortageTab({ data, look }: TabProps) {
  const say = useSay(words);
  const { signs, state, composite, available } = data.shortage;
  const name = (sign: string) => (names.includes(sign) ? say(`sign.${sign}` as Word) : sign);
  return (
    <div className="curve-page curve-single">
      <Panel id="curve-shortage" title={say("tab.shortage")}>
        <div className="curve-box">
          <p className="curve-shape">
            <span className="muted">{say("shortage.state")}</span>{" "}
            <b className={`curve-tight curve-${state}`}>{say(`tight.${state}`)}</b>{" "}
            {composite !== null && <span className="num">{say("z", { z: composite })}</span>}
          </p>
        </div>
        {composite === null ? (
          <div className="curve-box">
            <p>{say("shortage.none", { all: signs.length })}</p>
            <p className="muted">{say("tightRule")}</p>
          </div>
        ) : (
          <Figure
            id="curve-signs"
            title={say("shortage.title")}
            of={`${data.contract}-${data.day}`}
            look={look}
            summary={say("shortage.sum", { available, all: signs.length, z: composite, state: say(`tight.${state}`) })}
            data={byName(signs, say("sign"), (s) => name(s.name), [
              { key: "z", label: say("score"), mark: "columns", ink: "warn", of: (s) => s.z },
              { key: "value", label: say("value"), mark: "none", ink: "muted", of: (s) => s.value },
            ])}
          >
            <p className="muted">{say("tightRule")}</p>
          </Figure>
        )}
      </Panel>
      <Panel id="curve-sources" title={say("shortage.table")}>
        <Scrolled label={say("shortage.table")}>
          <table>
            <thead>
              <tr>
                <th scope="col" className="left">
                  {say("sign")}
                </th>
                <th scope="col">{say("value")}</th>
                <th scope="col">{say("score")}</th>
                <th scope="col" className="left">
                  {say("word")}
                </th>
                <th scope="col" className="left">
                  {say("source")}
                </th>
              </tr>
            </thead>
            <tbody>
              {signs.map((s) => (
                <tr key={s.name}>
                  <th scope="row" className="left">
                    {name(s.name)}
                  </th>
                  <td>{s.value ?? "–"}</td>
                  <td>{s.z ?? "–"}</td>
                  <td className="left">{say(`tight.${s.state}`)}</td>
                  <td className="left curve-source">
                    {s.reason && <b>{say(`reason.${s.reason}`, { days: s.days })} </b>}
                    <span className="muted">
                      {!names.includes(s.name) ? (
                        <span lang="en">{s.source}</span>
                      ) : s.source.endsWith(auction) ? (
                        say(`auction.${s.name}` as Word)
                      ) : (
                        say(`source.${s.name}` as Word, { index: data.index })
                      )}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      </Panel>
    </div>
  );
}
