// The page: what its address asks for, and the panels that show it.
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { get } from "./api/client";
import type { IndexSummary, Instrument, Status } from "./api/types";
import { translator, useWords, WordsContext, type Key } from "./i18n";
import { Board } from "./panels/Board";
import { BulletinPanel } from "./panels/BulletinPanel";
import { CurvePage } from "./panels/curve/CurvePage";
import { CurvePanel } from "./panels/CurvePanel";
import { Header, LinkBanner } from "./panels/Header";
import { IndexPanel } from "./panels/IndexPanel";
import { Ladder } from "./panels/Ladder";
import { OrderPanel } from "./panels/OrderPanel";
import { QuotePanel } from "./panels/QuotePanel";
import { SpotPage } from "./panels/spot/SpotPage";
import { StatementPanel } from "./panels/StatementPanel";
import { Tape } from "./panels/Tape";
import { useChannel, useTopic, useVenue } from "./state/venue";
import { keep, preferences, read, write, type Page as PageName, type Tab, type View } from "./state/view";

function useView(): [View, (part: Partial<View>) => void] {
  const [view, setView] = useState(() => read(location.search, preferences()));
  useEffect(() => {
    const moved = () => setView(read(location.search, preferences()));
    addEventListener("popstate", moved);
    return () => removeEventListener("popstate", moved);
  }, []);
  useEffect(() => {
    const root = document.documentElement;
    root.lang = view.lang === "zh" ? "zh-CN" : "en";
    root.dataset.theme = view.theme;
    root.dataset.conv = view.conv;
    keep(view);
    const address = write(view);
    if (address !== location.search) history.replaceState(null, "", address + location.hash);
  }, [view]);
  const change = useCallback((part: Partial<View>) => setView((before) => ({ ...before, ...part })), []);
  return [view, change];
}

export function App() {
  const [view, change] = useView();
  // The colours must stand on the page before a chart reads them.
  document.documentElement.dataset.theme = view.theme;
  document.documentElement.dataset.conv = view.conv;
  const words = useMemo(() => ({ t: translator(view.lang), language: view.lang }), [view.lang]);
  return (
    <WordsContext value={words}>
      <Page view={view} change={change} />
    </WordsContext>
  );
}

const panels = ["board", "ladder", "curve", "papers"] as const;

function Page({ view, change }: { view: View; change: (part: Partial<View>) => void }) {
  const { t } = useWords();
  const { store } = useVenue();
  useChannel("status");
  useChannel("board");
  useChannel("prints");
  useChannel("bulletins");
  const begin = useBeginning();
  const indexes = useTopic("prints", (s) => s.indexes);
  const symbols = useTopic("board", (s) => s.symbols);
  const symbol = view.i !== null && symbols.includes(view.i) ? view.i : null;
  const row = symbol ? store.rows.get(symbol) : undefined;

  // Without a month in the address: the one with the most open interest, chosen once.
  useEffect(() => {
    if (symbol !== null || symbols.length === 0) return;
    const rows = symbols.map((s) => store.rows.get(s)).filter((r) => r !== undefined);
    const first = rows.reduce((a, b) => (b.contract === rows[0]!.contract && b.openInterest > a.openInterest ? b : a));
    change({ i: first.symbol });
  }, [symbol, symbols, store, change]);

  const choose = useCallback(
    (next: string) => {
      const product = store.rows.get(next)?.index;
      const before = view.i ? store.rows.get(view.i)?.index : undefined;
      change(product === before ? { i: next } : { i: next, ix: null, pd: null });
    },
    [store, view.i, change],
  );

  // A product is chosen by its first month.
  const chooseContract = useCallback(
    (contract: string) => {
      const first = symbols.find((s) => store.rows.get(s)?.contract === contract && !store.rows.get(s)?.spread);
      if (first) choose(first);
    },
    [symbols, store, choose],
  );

  const look = `${view.theme} ${view.lang}`;
  useEffect(() => {
    document.title = symbol ? `${symbol} · ${t("app.mark")}` : `${t("app.mark")} · ${t("app.tagline")}`;
  }, [symbol, t]);
  return (
    <>
      <a className="skip" href="#board">
        {t("app.skip")}
      </a>
      <Header view={view} change={change} calendar={row?.calendar} />
      <LinkBanner />
      <Pages page={view.page} open={(page) => change({ page })} />
      {view.page === "curve" ? (
        <CurvePage contract={row?.contract ?? null} choose={chooseContract} look={look} />
      ) : view.page === "spot" ? (
        <SpotPage view={view} change={change} look={look} />
      ) : (
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
      )}
    </>
  );
}

const pages: readonly PageName[] = ["market", "curve", "spot"];

function Pages({ page, open }: { page: PageName; open: (page: PageName) => void }) {
  const { t } = useWords();
  return (
    <nav className="pages" aria-label={t("nav.pages")}>
      {pages.map((p) => (
        <button key={p} type="button" aria-current={p === page ? "page" : undefined} onClick={() => open(p)}>
          {t(p === "curve" ? "nav.studies" : p === "spot" ? "nav.spot" : "nav.market")}
        </button>
      ))}
    </nav>
  );
}

const none: readonly IndexSummary[] = [];

/** The first picture by request; the stream then keeps it. Returned: to ask again. */
function useBeginning(): () => void {
  const { store } = useVenue();
  const begin = useCallback(() => {
    Promise.all([
      get<Status>("v1/status"),
      get<Instrument[]>("v1/instruments"),
      get<IndexSummary[]>("v1/indexes"),
    ]).then(
      ([status, instruments, indexes]) => {
        if (!store.status) store.setStatus(status);
        if (!store.boardKnown) store.setBoard(instruments);
        if (!store.indexes) store.setIndexes(indexes);
      },
      (error: unknown) => store.setFailure(error as Error),
    );
  }, [store]);
  useEffect(begin, [begin]);
  return begin;
}

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
