// The page: what its address asks for, inside the shell.
import { Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { translator, useWords, WordsContext } from "./i18n";
import { pageOf, pages } from "./pages";
import { Header, LinkBanner } from "./panels/Header";
import { Boundary, Empty, Loading } from "./panels/Panel";
import { useBeginning } from "./state/beginning";
import { useChannel, useTopic, useVenue } from "./state/venue";
import { keep, preferences, read, write, type View } from "./state/view";

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

function Page({ view, change }: { view: View; change: (part: Partial<View>) => void }) {
  const { t, language } = useWords();
  const { store } = useVenue();
  useChannel("status");
  useChannel("board");
  useChannel("prints");
  useChannel("bulletins");
  const begin = useBeginning();
  useEffect(begin, [begin]);
  useTopic("board", (s) => s.symbols);
  const row = view.i ? store.rows.get(view.i) : undefined;
  const look = `${view.theme} ${view.conv} ${view.lang}`;
  const title = pages.find((p) => p.name === view.page)?.title[language];
  useEffect(() => {
    document.title = [view.i, title, t("app.mark")].filter((part) => part).join(" · ");
  }, [view.i, title, t]);
  const Shown = pageOf(view.page);
  return (
    <>
      <a className="skip" href="#page">
        {t("app.skip")}
      </a>
      <Header view={view} change={change} calendar={row?.calendar} />
      <LinkBanner />
      <Pages page={view.page} open={(page) => change({ page, at: {} })} />
      <div className="page" id="page" tabIndex={-1}>
        <Boundary key={view.page}>
          <Suspense fallback={<Loading what={title ?? view.page} rows={12} />}>
            {Shown ? <Shown view={view} change={change} look={look} /> : <Empty>{t("nav.unknown", { page: view.page })}</Empty>}
          </Suspense>
        </Boundary>
      </div>
    </>
  );
}

function Pages({ page, open }: { page: string; open: (page: string) => void }) {
  const { t, language } = useWords();
  return (
    <nav className="pages" aria-label={t("nav.pages")}>
      {pages
        .filter((p) => !p.inner)
        .map((p) => (
          <button key={p.name} type="button" aria-current={p.name === page ? "page" : undefined} onClick={() => open(p.name)}>
            {p.title[language]}
          </button>
        ))}
    </nav>
  );
}
