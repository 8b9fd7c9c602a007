// Who traded and held most: by volume, by lots long and short, with the change against the day before.
import type { RankingList, Rankings, RankingTable } from "../../api/day";
import { lots } from "../../format/numbers";
import { useWords } from "../../i18n";
import { named } from "../../i18n/names";
import { useSay } from "../../i18n/words";
import { save } from "../../panels/download";
import { Panel } from "../../panels/Panel";
import { useParam } from "../../state/params";
import { useFetched } from "../../state/venue";
import { Document } from "./Document";
import { rankingsFile } from "./files";
import { AsOf } from "./moments";
import type { DayProps } from "./page";
import { words } from "./words";

export function RankingPanel({ view, change, day, version, openDay }: DayProps) {
  const say = useSay(words);
  const [chosen, choose] = useParam<string>(view, change, "rk", /^[A-Za-z0-9._:/-]{1,24}$/, "");
  const asked = useFetched<Rankings>(`v1/bulletins/${encodeURIComponent(day)}/rankings`, version);
  const data = asked.data?.day === day ? asked.data : null;
  return (
    <Document id="day-ranking" title={say("rank.title")} asked={asked} data={data} openDay={openDay}>
      {(rankings) => {
        const table = rankings.tables.find((t) => t.of === chosen) ?? rankings.tables[0];
        return (
          <Panel
            id="day-ranking"
            title={say("rank.title")}
            tools={<Tools rankings={rankings} chosen={table?.of ?? ""} choose={choose} />}
          >
            <AsOf of={rankings} calendar={undefined} />
            <p className="muted day-note">{say("rank.note", { places: rankings.places })}</p>
            {table && <Lists table={table} />}
          </Panel>
        );
      }}
    </Document>
  );
}

interface ToolsProps {
  rankings: Rankings;
  chosen: string;
  choose: (of: string) => void;
}

function Tools({ rankings, chosen, choose }: ToolsProps) {
  const say = useSay(words);
  const name = `rankings-${rankings.day}`;
  return (
    <>
      <label className="field">
        <span className="muted">{say("rank.of")}</span>
        <select value={chosen} onChange={(e) => choose(e.target.value)}>
          {rankings.tables.map((t) => (
            <option key={t.of} value={t.of}>
              {t.of === t.contract ? say("rank.all", { contract: t.contract }) : t.of}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="small"
        onClick={() => save(rankingsFile(rankings, say), `${name}.csv`)}
      >
        {say("bul.rankCsv")}
      </button>
      <button
        type="button"
        className="small"
        onClick={() => save(JSON.stringify(rankings, null, 2), `${name}.json`, "application/json")}
      >
        {say("bul.rankJson")}
      </button>
    </>
  );
}

function Lists({ table }: { table: RankingTable }) {
  const say = useSay(words);
  return (
    <div className="day-ranks">
      {(["volume", "longs", "shorts"] as const).map((by) => (
        <List key={by} list={table[by]} title={say(`rank.${by}`)} />
      ))}
    </div>
  );
}

function List({ list, title }: { list: RankingList; title: string }) {
  const say = useSay(words);
  const { language } = useWords();
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={title}>
      <table className="wide day-table">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{say("rank.rank")}</th>
            <th scope="col" className="left">{say("rank.member")}</th>
            <th scope="col">{say("rank.lots")}</th>
            <th scope="col">{say("rank.change")}</th>
          </tr>
        </thead>
        <tbody>
          {list.rows.length === 0 && (
            <tr>
              <td colSpan={4} className="left muted">{say("rank.none")}</td>
            </tr>
          )}
          {list.rows.map((r) => (
            <tr key={`${r.kind} ${r.owner}`}>
              <td>{r.rank}</td>
              <th scope="row" className="left">
                <span translate="no">
                  {r.kind === "member"
                    ? named(r.name, language)
                    : say("rank.house", { name: named(r.name, language) })}
                </span>
              </th>
              <td>{lots(r.lots)}</td>
              <td>{r.change === null ? "–" : r.change > 0 ? `+${lots(r.change)}` : lots(r.change)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className="left" colSpan={2}>{say("rank.total")}</th>
            <td>{lots(list.total)}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
