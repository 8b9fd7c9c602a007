// The page: what its address asks for, inside the shell.
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { chooseZone, houseCalendar } from "./format/time";
import { translator, useWords, WordsContext } from "./i18n";
import { useSay } from "./i18n/words";
import { pageOf, pages } from "./pages";
import { Boundary, Empty, Loading } from "./panels/Panel";
import { ReplayBar } from "./replay/ReplayBar";
import { inReplay } from "./replay/root";
import { useAskedWho, WhoContext } from "./session/session";
import { Watch } from "./shell/alerts/Watch";
import { Announcements } from "./shell/Announcements";
import { FirstRun } from "./shell/FirstRun";
import { Header } from "./shell/Header";
import { LinkBanner } from "./shell/link/LinkBanner";
import { Nav } from "./shell/Nav";
import { ShellKeys } from "./shell/ShellKeys";
import { words as shellWords } from "./shell/words";
import { useBeginning } from "./state/beginning";
import { useChannel, useTopic, useVenue } from "./state/venue";
import { home, keep, preferences, read, write, type View } from "./state/view";

function useView(): [View, (part: Partial<View>) => void] {
  const [view, setView] = useState(() => read(location.search, preferences()));
  const shown = useRef(view.page);
  useEffect(() => {
    const moved = () => setView(read(location.search, preferences()));
    addEventListener("popstate", moved);
    return () => removeEventListener("popstate", moved);
  }, []);
  useEffect(() => {
    keep(view);
    const address = write(view);
    const before = shown.current;
    shown.current = view.page;
    if (address === location.search) return;
    // Another page is a step of the browser's history; the way from the home page is not, for it would lead back at once.
    if (before !== view.page && before !== home) history.pushState(null, "", address);
    else history.replaceState(null, "", address + location.hash);
  }, [view]);
  const change = useCallback((part: Partial<View>) => setView((before) => ({ ...before, ...part })), []);
  return [view, change];
}

/** Colours, heights and the zone must stand before a panel or a chart reads them. */
function dress(view: View): void {
  const root = document.documentElement;
  root.lang = view.lang === "zh" ? "zh-CN" : "en";
  root.dataset.theme = view.theme;
  root.dataset.conv = view.conv;
  root.dataset.density = view.density;
  chooseZone(view.zone);
}

interface AppProps {
  /** How often a replay has gone to another moment: each time the page begins anew. */
  turn: number;
  again: () => void;
}

export function App({ turn, again }: AppProps) {
  const [view, change] = useView();
  dress(view);
  const words = useMemo(() => ({ t: translator(view.lang), language: view.lang }), [view.lang]);
  return (
    <WordsContext value={words}>
      <Page view={view} change={change} turn={turn} again={again} />
    </WordsContext>
  );
}

function Page({ view, change, turn, again }: AppProps & { view: View; change: (part: Partial<View>) => void }) {
  const { t, language } = useWords();
  const say = useSay(shellWords);
  const { store } = useVenue();
  useChannel("status");
  useChannel("board");
  useChannel("prints");
  useChannel("bulletins");
  const who = useAskedWho(useTopic("status", (s) => s.status?.access ?? null));
  // Whoever has chosen no account yet is told of their first.
  const account = view.account ?? who.session?.accounts[0] ?? null;
  const begin = useBeginning();
  useEffect(begin, [begin]);
  useTopic("board", (s) => s.symbols);
  houseCalendar(useTopic("status", (s) => s.status?.calendars[0]?.calendar));
  const row = view.i ? store.rows.get(view.i) : undefined;
  const look = `${view.theme} ${view.conv} ${view.lang} ${view.density} ${view.zone}`;
  const title = pages.find((p) => p.name === view.page)?.title[language];
  useEffect(() => {
    document.title = [view.i, title, t("app.mark")].filter((part) => part).join(" · ");
  }, [view.i, title, t]);
  const Shown = pageOf(view.page);
  return (
    <WhoContext value={who}>
      <a className="skip" href="#page">
        {say("skip")}
      </a>
      <Header view={view} change={change} calendar={row?.calendar} account={account} />
      {inReplay() && <ReplayBar calendar={row?.calendar} again={again} />}
      <FirstRun view={view} change={change} />
      <LinkBanner account={account} />
      <div className="frame">
        <Nav view={view} change={change} />
        {/* Another zone makes every time of the page anew. */}
        <div className="page" id="page" tabIndex={-1} key={`${view.zone} ${turn}`}>
          <Boundary key={view.page}>
            <Suspense fallback={<Loading what={title ?? view.page} rows={12} />}>
              {Shown ? (
                <Shown view={view} change={change} look={look} />
              ) : (
                <main>
                  <Empty>
                    {t("nav.unknown", { page: view.page })}{" "}
                    <button type="button" className="link" onClick={() => change({ page: home, at: {} })}>
                      {say("homeward")}
                    </button>
                  </Empty>
                </main>
              )}
            </Suspense>
          </Boundary>
        </div>
      </div>
      <ShellKeys view={view} change={change} />
      {account !== null && <Watch key={`${account} ${turn}`} account={account} language={language} />}
      <Announcements />
    </WhoContext>
  );
}
