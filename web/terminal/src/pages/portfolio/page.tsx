// An account from its positions to its statement: one tab a question, every figure tied to the others.
import { useEffect, useState } from "react";
import type { Account } from "../../api/types";
import { useWords } from "../../i18n";
import { named } from "../../i18n/names";
import { useSay, type Say } from "../../i18n/words";
import { Empty, Failed, Loading, Panel, SimulatedBadge } from "../../panels/Panel";
import { useParam } from "../../state/params";
import { useFetched, useTopic } from "../../state/venue";
import type { View } from "../../state/view";
import type { PageProps } from "../page";
import { CallsBox } from "./CallsBox";
import { Wrong } from "./Document";
import { FillsTab, OrdersTab } from "./HistoryTab";
import { LedgerTab } from "./LedgerTab";
import { MarginTab } from "./MarginTab";
import { PositionsTab } from "./PositionsTab";
import { ProfitTab } from "./ProfitTab";
import { StatementTab } from "./StatementTab";
import { nearest } from "./ties";
import { words } from "./words";
import "./portfolio.css";

const tabs = ["positions", "orders", "fills", "pnl", "margin", "ledger", "statement", "alerts"] as const;
type TabName = (typeof tabs)[number];

/** These are of a settled day; orders and fills may be of the open one. */
const ofDay: readonly TabName[] = ["orders", "fills", "pnl", "ledger", "statement"];
const alsoLive: readonly TabName[] = ["orders", "fills"];

/** What is shown of now is so many milliseconds old at most. */
const pace = 15_000;

export interface TabProps {
  say: Say<keyof (typeof words)["en"]>;
  account: number;
  /** A settled day; null: none has been settled. */
  day: string | null;
  version: number;
  /** Which month alone is shown; empty: all. */
  symbol: string;
  /** Which postings alone are shown; empty: all. */
  reason: string;
  /** The paper has the words of both languages. */
  both: boolean;
  open: {
    /** Other parts of this page, in one change of the address. */
    at: (part: { tab?: TabName; symbol?: string; reason?: string; both?: boolean }) => void;
    trade: (symbol?: string) => void;
    bulletin: (day: string) => void;
  };
}

export default function Portfolio(props: PageProps) {
  const say = useSay(words);
  const count = useTopic("bulletins", (s) => s.bulletinCount);
  const accounts = useFetched<Account[]>("v1/accounts", count);
  const days = useFetched<string[]>("v1/bulletins", count);
  const failed = accounts.data ? (days.data ? null : days) : accounts;
  return (
    <main className="portfolio">
      {accounts.data && days.data ? (
        accounts.data.length === 0 ? (
          <Panel id="portfolio-none" title={say("title")}>
            <Empty>{say("none.account")}</Empty>
          </Panel>
        ) : (
          <Chosen {...props} accounts={accounts.data} days={days.data} />
        )
      ) : failed?.error ? (
        <Panel id="portfolio-none" title={say("title")}>
          <Failed what={say("title")} error={failed.error} retry={failed.retry} />
        </Panel>
      ) : (
        <Loading what={say("title")} rows={16} />
      )}
    </main>
  );
}

function Chosen({ view, change, accounts, days }: PageProps & { accounts: Account[]; days: string[] }) {
  const say = useSay(words);
  const { language } = useWords();
  const [tab] = useParam(view, change, "tab", tabs, "positions");
  const [symbol] = useParam(view, change, "c", /^[A-Za-z0-9./-]{1,24}$/, "");
  const [reason] = useParam(view, change, "why", /^[a-z ]{1,30}$/, "");
  const [both] = useParam(view, change, "both", ["0", "1"], "0");
  const [round, setRound] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setRound((n) => n + 1), pace);
    return () => clearInterval(timer);
  }, []);
  const at = (part: Record<string, string>) => {
    const next: Record<string, string> = { ...view.at };
    for (const [name, value] of Object.entries(part))
      if (value === "") delete next[`.${name}`];
      else next[`.${name}`] = value;
    return next;
  };
  const asked = view.at[".day"] ?? "";
  const who = view.account === null ? accounts[0]! : accounts.find((a) => a.account === view.account);
  const badDay = asked !== "" && !days.includes(asked);
  const day = asked === "" ? (days.at(-1) ?? null) : asked;
  const live = asked === "" && alsoLive.includes(tab);
  const open: TabProps["open"] = {
    at: (part) =>
      change({
        at: at({
          ...(part.tab === undefined ? {} : { tab: part.tab === "positions" ? "" : part.tab }),
          // From a day's result to its fills, not to those of now.
          ...(part.tab !== undefined && alsoLive.includes(part.tab) && day !== null ? { day } : {}),
          ...(part.symbol === undefined ? {} : { c: part.symbol }),
          ...(part.reason === undefined ? {} : { why: part.reason }),
          ...(part.both === undefined ? {} : { both: part.both ? "1" : "" }),
        }),
      }),
    trade: (i) => change({ page: "trade", at: {}, ...(i === undefined ? {} : { i }) }),
    bulletin: (bd) => change({ page: "market", tab: "bulletin", bd, at: {} }),
  };
  return (
    <>
      <div className="row wrap portfolio-head">
        <h2>{say("title")}</h2>
        <label className="field">
          <span className="muted">{say("account")}</span>
          <select value={who?.account ?? ""} onChange={(e) => change({ account: Number(e.target.value) })}>
            {!who && <option value="">{view.account}</option>}
            {accounts.map((a) => (
              <option key={a.account} value={a.account}>
                {a.account} · {named(a.name, language)}
              </option>
            ))}
          </select>
        </label>
        {ofDay.includes(tab) && (
          <label className="field">
            <span className="muted">{say("day")}</span>
            <select value={asked} onChange={(e) => change({ at: at({ day: e.target.value }) })}>
              <option value="">{alsoLive.includes(tab) ? say("day.live") : say("day.newest")}</option>
              {badDay && <option value={asked}>{asked}</option>}
              {[...days].reverse().map((d) => (
                <option key={d} value={d}>
                  {d}
                </option>
              ))}
            </select>
          </label>
        )}
        {who?.simulated && <SimulatedBadge />}
      </div>
      <nav className="choice portfolio-tabs" aria-label={say("tabs")}>
        {tabs.map((t) => (
          <button
            key={t}
            type="button"
            aria-pressed={t === tab}
            onClick={() => change({ at: at({ tab: t === "positions" ? "" : t }) })}
          >
            {say(`tab.${t}`)}
          </button>
        ))}
      </nav>
      {who && <CallsBox key={who.account} account={who.account} version={round} />}
      {!who ? (
        <Wrong
          field="account"
          given={String(view.account)}
          near={nearest(accounts.map((a) => a.account).sort((a, b) => a - b), view.account!).map(String)}
          take={(value) => change({ account: Number(value) })}
        />
      ) : badDay && ofDay.includes(tab) ? (
        <Wrong
          field="day"
          given={asked}
          near={nearest(days, asked)}
          take={(value) => change({ at: at({ day: value }) })}
        />
      ) : (
        <Tab
          key={`${who.account} ${tab}`}
          name={tab}
          live={live}
          view={view}
          say={say}
          account={who.account}
          day={day}
          version={tab === "margin" ? round : 0}
          symbol={symbol}
          reason={reason}
          both={both === "1"}
          open={open}
        />
      )}
    </>
  );
}

function Tab({ name, live, ...props }: TabProps & { name: TabName; live: boolean; view: View }) {
  switch (name) {
    case "positions":
      return <PositionsTab {...props} />;
    case "orders":
      return <OrdersTab {...props} live={live} />;
    case "fills":
      return <FillsTab {...props} live={live} />;
    case "pnl":
      return <ProfitTab {...props} />;
    case "margin":
      return <MarginTab {...props} />;
    case "ledger":
      return <LedgerTab {...props} />;
    case "statement":
      return <StatementTab {...props} />;
    case "alerts":
      return <Alerts {...props} />;
  }
}

/** They are kept where one trades; from here one is led there. */
function Alerts({ say, open }: TabProps) {
  return (
    <section className="panel portfolio-alerts">
      <p className="portfolio-note">{say("alerts.where")}</p>
      <p className="portfolio-note">
        <button type="button" onClick={() => open.trade()}>
          {say("alerts.open")}
        </button>
      </p>
    </section>
  );
}
