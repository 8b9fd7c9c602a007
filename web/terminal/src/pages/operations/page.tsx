// Market operations: one tab a question; who may not act sees everything that they may see, and why not.
import { useEffect, useState } from "react";
import type { Session } from "../../api/access";
import { useSay } from "../../i18n/words";
import { Failed, Loading, Panel } from "../../panels/Panel";
import { useMay, useWho } from "../../session/session";
import { useParam } from "../../state/params";
import { useFetched } from "../../state/venue";
import type { PageProps } from "../page";
import { BoardTab } from "./BoardTab";
import { ChangesTab } from "./ChangesTab";
import { DesignerTab } from "./DesignerTab";
import { HealthTab } from "./HealthTab";
import { MakersTab } from "./MakersTab";
import { venueScopes } from "./roles";
import { words } from "./words";
import "./operations.css";

const tabs = ["board", "changes", "designer", "makers", "health"] as const;
export type TabName = (typeof tabs)[number];

/** What is shown is so many milliseconds old at most. */
const pace = 3000;

export interface TabProps extends Pick<PageProps, "view" | "change"> {
  version: number;
  openTab: (tab: TabName) => void;
}

export default function OperationsPage({ view, change }: PageProps) {
  const t = useSay(words);
  const [tab, setTab] = useParam(view, change, "tab", tabs, "board");
  const [round, setRound] = useState(0);
  const { may, why } = useMay(venueScopes);
  const { session } = useWho();
  useEffect(() => {
    const timer = setInterval(() => setRound((n) => n + 1), pace);
    return () => clearInterval(timer);
  }, []);
  // A venue that cannot say who is here fails visibly: the page does not wait without end.
  const unknown = useFetched<Session>(session === null ? "v1/session" : null, round);
  const props: TabProps = { view, change, version: round, openTab: setTab };
  return (
    <main className="operations">
      <div className="row operations-head">
        <h2>{t("title")}</h2>
        <nav className="choice" aria-label={t("tabs")}>
          {tabs.map((name) => (
            <button key={name} type="button" aria-pressed={name === tab} onClick={() => setTab(name)}>
              {t(`tab.${name}`)}
            </button>
          ))}
        </nav>
      </div>
      {session !== null && !may && (
        <p className="note warn" id="operations-why">
          {why}
        </p>
      )}
      {session === null ? (
        <Panel id="operations-who" title={t(`tab.${tab}`)}>
          {unknown.error ? (
            <Failed what={t(`tab.${tab}`)} error={unknown.error} retry={unknown.retry} />
          ) : (
            <Loading what={t(`tab.${tab}`)} rows={12} />
          )}
        </Panel>
      ) : (
        <Tab tab={tab} may={may} {...props} />
      )}
    </main>
  );
}

function Tab({ tab, may, ...props }: TabProps & { tab: TabName; may: boolean }) {
  return (
    <>
      {tab === "board" && <BoardTab {...props} may={may} />}
      {tab === "changes" && <ChangesTab {...props} />}
      {tab === "designer" && <DesignerTab {...props} may={may} />}
      {tab === "makers" && <MakersTab {...props} may={may} />}
      {tab === "health" && <HealthTab {...props} may={may} />}
    </>
  );
}
