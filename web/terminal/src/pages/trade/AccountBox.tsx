// The account's own side: positions by leg, live orders, fills, the log of what was asked.
import { useRef, type KeyboardEvent } from "react";
import { useSay } from "../../i18n/words";
import { AccountChoice } from "../../panels/AccountChoice";
import { useTrade } from "./context";
import { FillsTable } from "./FillsTable";
import { Frame } from "./Frame";
import { LogBox } from "./LogBox";
import { OrdersTable } from "./OrdersTable";
import { PositionsTable } from "./PositionsTable";
import { words } from "./words";

export const tabs = ["positions", "orders", "fills", "log"] as const;
export type AccountTab = (typeof tabs)[number];

export function AccountBox({ tab, choose }: { tab: AccountTab; choose: (tab: AccountTab) => void }) {
  const say = useSay(words);
  const { accounts, who, chooseAccount, orders, positions, lines } = useTrade();
  const list = useRef<HTMLDivElement>(null);
  const pressed = (e: KeyboardEvent) => {
    const step = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    e.stopPropagation();
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length]!;
    choose(next);
    list.current?.querySelector<HTMLElement>(`#trade-tab-${next}`)?.focus();
  };
  const counts: Partial<Record<AccountTab, number>> = {
    positions: positions.data?.positions.length ?? 0,
    orders: orders.data?.length ?? 0,
    log: lines.filter((l) => l.said?.kind === "refused" || l.stage === "late").length,
  };
  return (
    <Frame
      id="account"
      live
      title={say("account.title")}
      tools={<AccountChoice accounts={accounts} who={who} choose={chooseAccount} />}
    >
      <div className="tabs" role="tablist" aria-label={say("account.title")} ref={list} onKeyDown={pressed}>
        {tabs.map((name) => (
          <button
            key={name}
            id={`trade-tab-${name}`}
            role="tab"
            type="button"
            aria-selected={tab === name}
            aria-controls="trade-account-body"
            tabIndex={tab === name ? 0 : -1}
            onClick={() => choose(name)}
          >
            {say(`tab.${name}`)}
            {counts[name] ? ` ${counts[name]}` : ""}
          </button>
        ))}
      </div>
      <div
        className="scroll"
        id="trade-account-body"
        role="tabpanel"
        aria-labelledby={`trade-tab-${tab}`}
        tabIndex={0}
      >
        {tab === "positions" ? (
          <PositionsTable />
        ) : tab === "orders" ? (
          <OrdersTable />
        ) : tab === "fills" ? (
          <FillsTable />
        ) : (
          <LogBox />
        )}
      </div>
    </Frame>
  );
}
