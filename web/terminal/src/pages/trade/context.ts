// What the panels of the workspace share: the account, its orders and positions, the ticket, and how things are sent.
import { createContext, useContext } from "react";
import type { Leg, Positions } from "../../api/trading";
import type { AccountFill, OrderNow } from "../../api/private";
import type { Account } from "../../api/types";
import type { May } from "../../session/session";
import type { Own } from "../../state/own";
import type { Fetched } from "../../state/venue";
import type { Side, Ticket } from "../../ticket/order";
import type { Arming } from "./armed";
import type { Gate, Gates } from "./gates";
import type { PanelId } from "./layouts";
import type { Line, Sender } from "./sender";

/** Of what "cancel all" takes the orders off. */
export const scopes = ["month", "product", "account"] as const;
export type Scope = (typeof scopes)[number];

export type CloseKind = "any" | "today" | "yesterday";

export interface Trade {
  accounts: readonly Account[];
  who: Account;
  chooseAccount: (account: number) => void;
  orders: Own<OrderNow>;
  fills: Own<AccountFill>;
  positions: Fetched<Positions>;
  sender: Sender;
  lines: readonly Line[];
  gates: Gates;
  setGates: (gates: Gates) => void;
  /** The month of a panel, by its link colour. */
  symbolOf: (panel: PanelId) => string | null;
  choose: (panel: PanelId, symbol: string) => void;
  linkOf: (panel: PanelId) => "a" | "b";
  relink: (panel: PanelId) => void;
  ticket: Ticket;
  change: (part: Partial<Ticket>) => void;
  /** The side that filled the ticket, by a key or on the ladder: Enter in a field sends it. */
  meant: Side | null;
  mean: (side: Side) => void;
  /** What keeps the last order of the ticket from being sent. */
  held: { side: Side; gates: readonly Gate[] } | null;
  arming: Arming;
  /** Whether the user may order for the account, and may cancel; where not, why. */
  may: May;
  mayCancel: May;
  scope: Scope;
  setScope: (scope: Scope) => void;
  do: Actions;
}

export interface Actions {
  /** Sends the ticket; false: a gate holds it, or something is missing. */
  ticket: (side: Side, notional: string | null, anyway?: boolean) => boolean;
  /** A limit order by one click or key. */
  limit: (symbol: string, side: Side, price: string) => void;
  /** Tells that the row's price was another one when the pointer went down: nothing is sent. */
  moved: (symbol: string, price: string) => void;
  close: (leg: Leg, kind: CloseKind) => void;
  reverse: (symbol: string) => void;
  cancel: (order: OrderNow) => void;
  cancelSide: (symbol: string, side: Side) => void;
  cancelAll: () => void;
  kill: () => void;
  release: () => void;
}

export const TradeContext = createContext<Trade | null>(null);

export function useTrade(): Trade {
  const trade = useContext(TradeContext);
  if (!trade) throw new Error("outside the workspace");
  return trade;
}
