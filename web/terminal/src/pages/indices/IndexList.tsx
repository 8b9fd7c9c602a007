// Every index with its newest value: one is chosen.
import type { IndexSummary } from "../../api/types";
import { price } from "../../format/numbers";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { words } from "./words";

interface IndexListProps {
  indexes: readonly IndexSummary[];
  chosen: string;
  choose: (index: string) => void;
}

export function IndexList({ indexes, chosen, choose }: IndexListProps) {
  const say = useSay(words);
  const { language } = useWords();
  return (
    <table className="wide">
      <thead>
        <tr>
          <th scope="col" className="left">
            {say("index")}
          </th>
          <th scope="col">{say("value")}</th>
          <th scope="col">{say("day")}</th>
          <th scope="col">{say("tier")}</th>
        </tr>
      </thead>
      <tbody>
        {indexes.map((x) => (
          <tr key={x.index} aria-current={x.index === chosen || undefined}>
            <th scope="row" className="left">
              <button type="button" className="link" onClick={() => choose(x.index)}>
                <span translate="no">{x.index}</span>
              </button>
              <div className="muted indices-name">{language === "zh" ? x.nameZh : x.nameEn}</div>
            </th>
            <td className="num">{x.value === null ? say("withheld") : price(x.value)}</td>
            <td className="num">{x.day ?? "–"}</td>
            <td className="num">{x.tier ?? "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
