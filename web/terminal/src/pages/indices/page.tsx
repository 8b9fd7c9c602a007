// The page of indices: which there are, and of the chosen one its value, print, governance and methodology.
import { IndexPanel } from "../../panels/IndexPanel";
import { Empty, Failed, Loading, Panel } from "../../panels/Panel";
import { useSay } from "../../i18n/words";
import { useBeginning } from "../../state/beginning";
import { useParam } from "../../state/params";
import { useTopic, useVenue } from "../../state/venue";
import type { PageProps } from "../page";
import { GovernancePanel } from "./GovernancePanel";
import { IndexList } from "./IndexList";
import "./indices.css";
import { MethodologyPanel } from "./MethodologyPanel";
import { Workbench } from "./Workbench";
import { words } from "./words";

const tabs = ["overview", "workbench"] as const;

export default function Indices({ view, change, look }: PageProps) {
  const say = useSay(words);
  const begin = useBeginning();
  const indexes = useTopic("prints", (s) => s.indexes);
  const prints = useTopic("prints", (s) => s.printCount);
  const failure = useTopic("board", (s) => s.failure);
  const chosen = indexes?.find((x) => x.index === view.ix) ?? indexes?.[0];
  const choose = (ix: string) => change({ ix, pd: null });
  const [tab, setTab] = useParam(view, change, "tab", tabs, "overview");
  return (
    <main className={tab === "workbench" ? "indices indices-bench" : "indices"}>
      <nav className="row indices-tabs" aria-label={say("tabs")}>
        {tabs.map((t) => (
          <button key={t} type="button" aria-pressed={t === tab} onClick={() => setTab(t)}>
            {say(`tab.${t}`)}
          </button>
        ))}
      </nav>
      {tab === "workbench" && indexes && chosen ? (
        <Workbench
          indexes={indexes}
          chosen={chosen}
          day={view.pd}
          choose={choose}
          chooseDay={(pd) => change({ pd })}
          version={prints}
        />
      ) : (
        <div className="indices-grid">
          <Panel id="indices-list" title={say("all")}>
            {indexes === null ? (
              failure ? (
                <Failed what={say("title")} error={failure} retry={begin} />
              ) : (
                <Loading what={say("title")} rows={8} />
              )
            ) : !chosen ? (
              <Empty>{say("none")}</Empty>
            ) : (
              <>
                <IndexList indexes={indexes} chosen={chosen.index} choose={choose} />
                <Contracts index={chosen.index} open={(i) => change({ page: "trade", i, at: {} })} />
              </>
            )}
          </Panel>
          {chosen && (
            <>
              <Panel id="indices-print" title={say("print")}>
                <IndexPanel
                  indexes={indexes}
                  retry={begin}
                  chosen={chosen.index}
                  day={view.pd}
                  look={look}
                  choose={choose}
                  chooseDay={(pd) => change({ pd })}
                />
              </Panel>
              <GovernancePanel index={chosen.index} version={prints} />
              <MethodologyPanel index={chosen.index} version={chosen.version} />
            </>
          )}
        </div>
      )}
    </main>
  );
}

function Contracts({ index, open }: { index: string; open: (symbol: string) => void }) {
  const say = useSay(words);
  const { store } = useVenue();
  const symbols = useTopic("board", (s) => s.symbols);
  const months = symbols.filter((s) => store.rows.get(s)?.index === index && !store.rows.get(s)?.spread);
  return (
    <section className="indices-part">
      <h3>{say("settles")}</h3>
      {months.length === 0 ? (
        <p className="muted">{say("noContract")}</p>
      ) : (
        <p className="indices-months">
          {months.map((symbol) => (
            <button key={symbol} type="button" className="small" onClick={() => open(symbol)}>
              {symbol}
            </button>
          ))}
        </p>
      )}
    </section>
  );
}
