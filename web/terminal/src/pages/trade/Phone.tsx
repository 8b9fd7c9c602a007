// The workspace on a phone: chart, ladder and positions as tabs, the keys at the foot, the ticket as a sheet above them.
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { lots } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { useParam } from "../../state/params";
import { useTopic } from "../../state/venue";
import type { PageProps } from "../page";
import { AccountBox, tabs as accountTabs, type AccountTab } from "./AccountBox";
import { ChartBox } from "./ChartBox";
import { useTrade } from "./context";
import { StaticLadder } from "./StaticLadder";
import { TicketForm } from "./TicketBox";
import { Watch } from "./Watch";
import { words } from "./words";

const tabs = ["chart", "ladder", "account", "watch"] as const;

export function Phone(props: PageProps) {
  const say = useSay(words);
  const { symbolOf, positions, arming, do: act } = useTrade();
  const [tab, setTab] = useParam(props.view, props.change, "on", tabs, "ladder");
  const [own, setOwn] = useParam<AccountTab>(props.view, props.change, "tab", accountTabs, "positions");
  const [open, setOpen] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const symbol = symbolOf("ticket");
  const row = useTopic(`row:${symbol}`, (s) => (symbol ? s.rows.get(symbol) : undefined), 250);
  const legs = (positions.data?.positions ?? []).filter((p) => p.symbol === symbol && p.closable > 0);
  const pressed = (e: KeyboardEvent) => {
    const step = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    e.stopPropagation();
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length]!;
    setTab(next);
    list.current?.querySelector<HTMLElement>(`#trade-on-${next}`)?.focus();
  };
  return (
    <>
      <div className="tabs" role="tablist" aria-label={say("title")} ref={list} onKeyDown={pressed}>
        {tabs.map((name) => (
          <button
            key={name}
            id={`trade-on-${name}`}
            role="tab"
            type="button"
            aria-selected={tab === name}
            aria-controls="trade-on"
            tabIndex={tab === name ? 0 : -1}
            onClick={() => setTab(name)}
          >
            {say(`panel.${name}`)}
          </button>
        ))}
      </div>
      <div id="trade-on" className="trade-on" role="tabpanel" aria-labelledby={`trade-on-${tab}`}>
        {tab === "chart" ? (
          <ChartBox {...props} />
        ) : tab === "ladder" ? (
          <StaticLadder />
        ) : tab === "account" ? (
          <AccountBox tab={own} choose={setOwn} />
        ) : (
          <Watch />
        )}
      </div>
      <div className="trade-foot" role="group" aria-label={say("keys.title")}>
        <button type="button" className="trade-buy" disabled={!row} onClick={() => setOpen(true)}>
          {say("side.buy")}
        </button>
        <button type="button" className="trade-sell" disabled={!row} onClick={() => setOpen(true)}>
          {say("side.sell")}
        </button>
        <button
          type="button"
          disabled={!arming.armed || legs.length === 0}
          onClick={() => legs.forEach((leg) => act.close(leg, leg.closableToday === null ? "any" : leg.closableCarried ? "yesterday" : "today"))}
        >
          {say("positions.close", { lots: lots(legs.reduce((sum, leg) => sum + leg.closable, 0)) })}
        </button>
      </div>
      {open && row && <Sheet close={() => setOpen(false)} row={row} />}
    </>
  );
}

function Sheet({ row, close }: { row: Parameters<typeof TicketForm>[0]["row"]; close: () => void }) {
  const say = useSay(words);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog className="trade-sheet" ref={dialog} aria-label={say("ticket.title")} onClose={close}>
      <header className="row">
        <b>{row.symbol}</b>
        <button type="button" onClick={close}>
          {say("sheet.close")}
        </button>
      </header>
      <TicketForm row={row} />
    </dialog>
  );
}
