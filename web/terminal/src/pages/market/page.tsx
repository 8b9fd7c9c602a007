// The market at a glance: board, curve, ladder, tape, and the papers beside them.
import { useRef, type KeyboardEvent } from "react";
import type { IndexSummary } from "../../api/types";
import { useWords, type Key } from "../../i18n";
import { Board } from "../../panels/Board";
import { BulletinPanel } from "../../panels/BulletinPanel";
import { CurvePanel } from "../../panels/CurvePanel";
import { IndexPanel } from "../../panels/IndexPanel";
import { Ladder } from "../../panels/Ladder";
import { OrderPanel } from "../../panels/OrderPanel";
import { QuotePanel } from "../../panels/QuotePanel";
import { StatementPanel } from "../../panels/StatementPanel";
import { Tape } from "../../panels/Tape";
import { useBeginning } from "../../state/beginning";
import { useBoard } from "../../state/board";
import { useTopic } from "../../state/venue";
import type { Tab, View } from "../../state/view";
import type { PageProps } from "../page";

const panels = ["board", "ladder", "curve", "papers"] as const;

export default function Market({ view, change, look }: PageProps) {
  const { t } = useWords();
  const { symbol, row, choose } = useBoard(view, change);
  const begin = useBeginning();
  const indexes = useTopic("prints", (s) => s.indexes);
  return (
    <>
      <nav className="jump" aria-label={t("nav.label")}>
        {panels.map((p) => (
          <a key={p} href={`#${p}`}>
            {t(`nav.${p}` as Key)}
          </a>
        ))}
      </nav>
      <main>
        <Board chosen={symbol} choose={choose} indexes={indexes ?? none} retry={begin} />
        <CurvePanel contract={row?.contract ?? null} indexes={indexes ?? none} look={look} />
        <Ladder symbol={symbol} />
        <Tape symbol={symbol} />
        <Papers view={view} change={change}>
          {view.tab === "index" ? (
            <IndexPanel
              indexes={indexes}
              retry={begin}
              chosen={view.ix ?? row?.index ?? null}
              day={view.pd}
              look={look}
              choose={(ix) => change({ ix, pd: null })}
              chooseDay={(pd) => change({ pd })}
            />
          ) : view.tab === "bulletin" ? (
            <BulletinPanel day={view.bd} chooseDay={(bd) => change({ bd })} />
          ) : view.tab === "order" ? (
            <OrderPanel
              symbol={symbol}
              account={view.account}
              choose={(account) => change({ account })}
              showQuote={(i) => change({ i, tab: "quote" })}
            />
          ) : view.tab === "quote" ? (
            <QuotePanel symbol={symbol} account={view.account} choose={(account) => change({ account })} />
          ) : (
            <StatementPanel
              account={view.account}
              day={view.bd}
              choose={(account) => change({ account })}
              chooseDay={(bd) => change({ bd })}
            />
          )}
        </Papers>
      </main>
    </>
  );
}

const none: readonly IndexSummary[] = [];

const tabs: readonly Tab[] = ["order", "quote", "index", "bulletin", "statement"];

/** Ticket, quotes and three papers in one place: index, bulletin, statement. */
function Papers({
  view,
  change,
  children,
}: {
  view: View;
  change: (part: Partial<View>) => void;
  children: React.ReactNode;
}) {
  const { t } = useWords();
  const list = useRef<HTMLDivElement>(null);
  const pressed = (e: KeyboardEvent) => {
    const step = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const next = tabs[(tabs.indexOf(view.tab) + step + tabs.length) % tabs.length]!;
    change({ tab: next });
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <section className="panel papers" id="papers" aria-label={t("nav.papers")}>
      <div className="tabs" role="tablist" aria-label={t("nav.papers")} ref={list} onKeyDown={pressed}>
        {tabs.map((tab) => (
          <button
            key={tab}
            id={`tab-${tab}`}
            role="tab"
            type="button"
            aria-selected={view.tab === tab}
            aria-controls="paper"
            tabIndex={view.tab === tab ? 0 : -1}
            onClick={() => change({ tab })}
          >
            {t(`${tab}.title` as Key)}
          </button>
        ))}
      </div>
      <div className="panel-body scroll" id="paper" role="tabpanel" aria-labelledby={`tab-${view.tab}`} tabIndex={0}>
        {children}
      </div>
    </section>
  );
}
