// The page of products: which there are, and of the chosen one its terms, months, margin, limits and versions.
import type { ContractDocuments, TakenDocument } from "../../api/contracts";
import { lots } from "../../format/numbers";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { Empty, Failed, Loading, Panel } from "../../panels/Panel";
import { useBeginning } from "../../state/beginning";
import { useParam } from "../../state/params";
import { useFetched, useTopic, useVenue } from "../../state/venue";
import type { PageProps } from "../page";
import { Months } from "./Months";
import "./products.css";
import { Specification } from "./Specification";
import { Versions } from "./Versions";
import { words } from "./words";

export default function Products({ view, change }: PageProps) {
  const say = useSay(words);
  const { language } = useWords();
  const { store } = useVenue();
  const begin = useBeginning();
  const symbols = useTopic("board", (s) => s.symbols);
  const known = useTopic("board", (s) => s.boardKnown);
  const failure = useTopic("board", (s) => s.failure);
  const settled = useTopic("bulletins", (s) => s.bulletinCount);
  const [asked, choose] = useParam<string>(view, change, "product", /^[A-Z0-9]{1,8}$/, "");
  const rows = new Map<string, string>();
  for (const symbol of symbols) {
    const row = store.rows.get(symbol);
    if (row && !row.spread) rows.set(row.contract, language === "zh" ? row.nameZh : row.nameEn);
  }
  const contract = rows.has(asked) ? asked : ([...rows.keys()][0] ?? null);
  const paper = useFetched<ContractDocuments>(contract && `v1/contracts/${contract}`, settled);
  const data = paper.data?.contract === contract ? paper.data : null;
  const terms = data?.terms.at(-1);
  return (
    <main className="products">
      <div className="products-head">
        <h2>{say("title")}</h2>
        <div className="choice" role="group" aria-label={say("choose")}>
          {[...rows].map(([name, title]) => (
            <button key={name} type="button" aria-pressed={name === contract} onClick={() => choose(name)}>
              {name} · {title}
            </button>
          ))}
        </div>
        {data && <span className="muted num">{say("asOf", { sequence: lots(data.eventSequence) })}</span>}
      </div>
      {!known && failure ? (
        <Failed what={say("title")} error={failure} retry={begin} />
      ) : !known ? (
        <Loading what={say("title")} rows={12} />
      ) : contract === null ? (
        <Empty>{say("empty")}</Empty>
      ) : paper.error && !data ? (
        <Failed what={say("terms")} error={paper.error} retry={paper.retry} />
      ) : !data || !terms ? (
        <Loading what={say("terms")} rows={12} />
      ) : (
        <>
          <div className="products-column">
            <Panel id="products-terms" title={say("terms")}>
              <Specification
                terms={terms.document}
                openIndex={(ix) => change({ page: "indices", ix, pd: null, at: {} })}
              />
              <Versions taken={data.terms} label={say("terms")} />
            </Panel>
          </div>
          <div className="products-column">
            <Panel id="products-months" title={say("listed")} live>
              <Months contract={contract} open={(i) => change({ page: "trade", i, at: {} })} />
            </Panel>
            <Documents id="products-margins" title={say("margins")} none={say("noMargins")} taken={data.margins} />
            <Documents id="products-limits" title={say("limits")} none={say("noLimits")} taken={data.limits} />
          </div>
        </>
      )}
    </main>
  );
}

interface DocumentsProps {
  id: string;
  title: string;
  none: string;
  taken: readonly TakenDocument[];
}

function Documents({ id, title, none, taken }: DocumentsProps) {
  return (
    <Panel id={id} title={title}>
      {taken.length === 0 ? <Empty>{none}</Empty> : <Versions taken={taken} label={title} />}
    </Panel>
  );
}
