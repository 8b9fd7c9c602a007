// The state of the workspace, put together once for all its panels.
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { Session } from "../../api/access";
import type { Account } from "../../api/types";
import { useMay } from "../../session/session";
import { useBoard } from "../../state/board";
import { useFills, useOrders } from "../../state/own";
import { useParam } from "../../state/params";
import { useFetched, useTopic, useVenue, type Fetched } from "../../state/venue";
import { blank, changed, type Side, type Ticket } from "../../ticket/order";
import type { PageProps } from "../page";
import { actionsOf } from "./actions";
import { useArming } from "./armed";
import { scopes, type Scope, type Trade } from "./context";
import { keepGates, readGates, type Gate, type Gates } from "./gates";
import type { Layout, PanelId } from "./layouts";
import { Sender } from "./sender";
import { usePositions } from "../../state/positions";

const canCancel = ["trade", "cancel-only"] as const;

export interface Begun {
  accounts: Fetched<Account[]>;
  trade: Trade | null;
}

export function useTradeState({ view, change }: PageProps, layout: Layout, relink: (panel: PanelId) => void): Begun {
  const { store } = useVenue();
  const accounts = useFetched<Account[]>("v1/accounts");
  const who = accounts.data?.find((a) => a.account === view.account) ?? accounts.data?.[0] ?? null;
  const session = useFetched<Session>("v1/session");
  const { symbols, symbol, choose } = useBoard(view, change);
  const [second, setSecond] = useParam<string>(view, change, "b", /^[A-Za-z0-9._:/-]{1,24}$/, "");
  const [scope, setScope] = useParam<Scope>(view, change, "scope", scopes, "month");
  const other = second !== "" && symbols.includes(second) ? second : symbol;

  const orders = useOrders(who?.account ?? null);
  const fills = useFills(who?.account ?? null);
  const positions = usePositions(
    who?.account ?? null,
    `${fills.data?.[0]?.sequence ?? 0} ${(orders.data ?? []).map((o) => `${o.order} ${o.remaining}`).join()}`,
  );

  const [sender] = useState(() => new Sender());
  const lines = useSyncExternalStore(sender.subscribe, sender.read);
  const [ticket, setTicket] = useState<Ticket>(blank);
  const [held, setHeld] = useState<{ side: Side; gates: readonly Gate[] } | null>(null);
  const [meant, mean] = useState<Side | null>(null);
  const [gates, setGatesNow] = useState<Gates>(readGates);
  const setGates = useCallback((next: Gates) => {
    setGatesNow(next);
    keepGates(next);
  }, []);

  const linkOf = useCallback((panel: PanelId) => layout.links[panel] ?? "a", [layout]);
  const symbolOf = useCallback(
    (panel: PanelId) => (linkOf(panel) === "b" ? other : symbol),
    [linkOf, other, symbol],
  );
  const chooseFor = useCallback(
    (panel: PanelId, next: string) => (linkOf(panel) === "b" ? setSecond(next) : choose(next)),
    [linkOf, setSecond, choose],
  );
  const may = useMay("trade", who?.account ?? null);
  const mayCancel = useMay(canCancel, who?.account ?? null);
  const arming = useArming(symbolOf("ladder"), may.may);

  // A ticket belongs to its month: another one begins with the same size and no price.
  const traded = symbolOf("ticket");
  const spread = useTopic(`row:${traded}`, (s) => (traded ? s.rows.get(traded)?.spread != null : false));
  const before = useRef(traded);
  useEffect(() => {
    if (before.current === traded) return;
    before.current = traded;
    setHeld(null);
    mean(null);
    setTicket((t) => (spread ? { ...blank, lots: t.lots } : { ...t, price: "", stopPrice: "" }));
  }, [traded, spread]);
  const changeTicket = useCallback((part: Partial<Ticket>) => {
    setHeld(null);
    setTicket((t) => changed(t, part));
  }, []);

  const user = session.data?.user ?? "terminal";
  const trade = useMemo<Trade | null>(() => {
    if (!who) return null;
    return {
      accounts: accounts.data ?? [],
      who,
      chooseAccount: (account) => change({ account }),
      orders,
      fills,
      positions,
      sender,
      lines,
      gates,
      setGates,
      symbolOf,
      choose: chooseFor,
      linkOf,
      relink,
      ticket,
      change: changeTicket,
      held,
      meant,
      mean,
      arming,
      may,
      mayCancel,
      scope,
      setScope,
      do: actionsOf({
        store,
        sender,
        who,
        user,
        ticket,
        symbol: traded,
        orders: orders.data ?? [],
        gates,
        scope,
        hold: setHeld,
      }),
    };
  }, [
    who, accounts.data, change, orders, fills, positions, sender, lines, gates, setGates, symbolOf, chooseFor, linkOf, relink,
    ticket, changeTicket, held, meant, arming, scope, setScope, store, user, traded, may.may, may.why, mayCancel.may, mayCancel.why,
  ]);
  return { accounts, trade };
}
