// The clearing risk officer's page: one tab a question, each with its run, its file and how it is computed.
import { useEffect, useState } from "react";
import { useSay } from "../../i18n/words";
import { useParam } from "../../state/params";
import type { PageProps } from "../page";
import { BackTestTab } from "./BackTestTab";
import { callFilters, type CallFilter } from "./callStates";
import { CallsTab } from "./CallsTab";
import { ConcentrationTab } from "./ConcentrationTab";
import { LedgerTab } from "./LedgerTab";
import { MemberTab } from "./MemberTab";
import { OverviewTab } from "./OverviewTab";
import { StressTab } from "./StressTab";
import { TraceTab } from "./TraceTab";
import { WaterfallTab } from "./WaterfallTab";
import { WhatIfTab } from "./WhatIfTab";
import { words } from "./words";
import "./clearing.css";

const tabs = [
  "overview",
  "member",
  "trace",
  "calls",
  "whatif",
  "stress",
  "backtest",
  "concentration",
  "waterfall",
  "ledger",
] as const;
export type TabName = (typeof tabs)[number];

/** What is shown is so many milliseconds old at most. */
const pace = 15_000;

/** What a tab is told: how old its papers may be, and where it leads. */
export interface TabProps {
  version: number;
  member: number | null;
  account: number | null;
  openMember: (member: number) => void;
  openTrace: (member: number, account: number) => void;
  /** Null: all of them. */
  openAccount: (account: number | null) => void;
  openLedger: (member: number, account: number) => void;
  openTab: (tab: TabName) => void;
  /** Which calls alone are shown. */
  calls: CallFilter;
  openCalls: (calls: CallFilter) => void;
}

export default function Clearing({ view, change }: PageProps) {
  const say = useSay(words);
  const [tab, setTab] = useParam(view, change, "tab", tabs, "overview");
  const [member] = useParam(view, change, "m", /^\d{1,5}$/, "");
  const [account, setAccount] = useParam<string>(view, change, "a", /^\d{1,7}$/, "");
  const [calls, openCalls] = useParam(view, change, "calls", callFilters, "all");
  const [round, setRound] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setRound((n) => n + 1), pace);
    return () => clearInterval(timer);
  }, []);
  // Several parameters at once: one change of the address.
  const go = (to: TabName, m: number | null, a: number | null) =>
    change({
      at: {
        ...view.at,
        ".tab": to,
        ...(m === null ? {} : { ".m": String(m) }),
        ...(a === null ? {} : { ".a": String(a) }),
      },
    });
  const props: TabProps = {
    version: round,
    member: member === "" ? null : Number(member),
    account: account === "" ? null : Number(account),
    openMember: (m) => go("member", m, null),
    openTrace: (m, a) => go("trace", m, a),
    openAccount: (a) => setAccount(a === null ? "" : String(a)),
    openLedger: (m, a) => go("ledger", m, a),
    openTab: (t) => go(t, null, null),
    calls,
    openCalls,
  };
  return (
    <main className="clearing">
      <div className="row clearing-head">
        <h2>{say("title")}</h2>
        <nav className="choice" aria-label={say("tabs")}>
          {tabs.map((t) => (
            <button key={t} type="button" aria-pressed={t === tab} onClick={() => setTab(t)}>
              {say(`tab.${t}`)}
            </button>
          ))}
        </nav>
        <button type="button" className="small" onClick={() => setRound((n) => n + 1)}>
          {say("refresh")}
        </button>
      </div>
      {tab === "overview" && <OverviewTab {...props} />}
      {tab === "member" && <MemberTab {...props} />}
      {tab === "trace" && <TraceTab {...props} />}
      {tab === "calls" && <CallsTab {...props} />}
      {tab === "whatif" && <WhatIfTab {...props} />}
      {tab === "stress" && <StressTab {...props} />}
      {tab === "backtest" && <BackTestTab {...props} />}
      {tab === "concentration" && <ConcentrationTab {...props} />}
      {tab === "waterfall" && <WaterfallTab {...props} />}
      {tab === "ledger" && <LedgerTab {...props} />}
    </main>
  );
}
