// The ticket: what is ordered, what it would do, what gives reason to ask again, and what became of the last one.
import { useRef, type FormEvent, type KeyboardEvent } from "react";
import type { Instrument } from "../../api/types";
import { lots, price } from "../../format/numbers";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { lifeKey, typeKey } from "../../ticket/names";
import { Empty } from "../../panels/Panel";
import { inReplay } from "../../replay/root";
import { useDisarmed, useTopic } from "../../state/venue";
import { hasPrice, hasStop, livesOf, mayAskMinimum, mayRest, missing, typesOf, type Side, type Ticket } from "../../ticket/order";
import { Consequence } from "./Consequence";
import { useTrade } from "./context";
import { Frame } from "./Frame";
import { GateSettings } from "./GateSettings";
import { LastSaid } from "./LogBox";
import { Field, TicketFlag, TicketInput, type TicketFlagName, type TicketNumber } from "./TicketFields";
import { usePreview } from "./usePreview";
import { words } from "./words";

export const presets = [1, 2, 5, 10, 20, 50, 100] as const;

export function TicketBox() {
  const say = useSay(words);
  const { symbolOf } = useTrade();
  const symbol = symbolOf("ticket");
  const row = useTopic(`row:${symbol}`, (s) => (symbol ? s.rows.get(symbol) : undefined), 100);
  return (
    <Frame
      id="ticket"
      title={
        <>
          {say("ticket.title")} {symbol && <b>{symbol}</b>}
        </>
      }
    >
      <div className="scroll">{row ? <TicketForm row={row} /> : <Empty>{say("none.month")}</Empty>}</div>
    </Frame>
  );
}

export function TicketForm({ row, done }: { row: Instrument; done?: () => void }) {
  const { t } = useWords();
  const say = useSay(words);
  const { ticket, change, who, held, may, meant, do: act } = useTrade();
  const spread = row.spread != null;
  const lacks = missing(ticket);
  const old = useDisarmed();
  const seen = {
    buy: usePreview(ticket, who.account, row.symbol, "buy"),
    sell: usePreview(ticket, who.account, row.symbol, "sell"),
  };
  const place = (side: Side, anyway = false) => {
    const { preview, old: before } = seen[side];
    if (act.ticket(side, before ? null : (preview?.notional ?? null), anyway)) done?.();
  };
  const input = (name: TicketNumber, hint = "") => (
    <TicketInput
      name={name}
      value={ticket[name]}
      tick={row.tickSize}
      spread={spread}
      hint={hint}
      invalid={lacks === name && ticket[name] !== ""}
      change={change}
    />
  );
  const buy = useRef<HTMLButtonElement>(null);
  /** Enter in a field sends the side that filled the ticket; where none did, it leads to the choice. */
  const entered = (e: KeyboardEvent) => {
    const field = e.target;
    // The fields of the user's own limits stand in the same form and send nothing.
    if (e.key !== "Enter" || !(field instanceof HTMLInputElement) || field.closest("details")) return;
    e.preventDefault();
    if (e.repeat || old || !may.may || lacks !== null) return;
    if (meant === null) buy.current?.focus();
    else place(meant);
  };
  const near = row.last ?? row.previousSettlement ?? "";
  const flag = (name: TicketFlagName, allowed: boolean) => (
    <TicketFlag name={name} set={ticket[name]} allowed={allowed} change={change} />
  );
  return (
    <form
      className="trade-ticket"
      onSubmit={(e: FormEvent) => e.preventDefault()}
      onKeyDown={entered}
      aria-label={say("ticket.title")}
    >
      <div className="trade-fields">
        <Field label={t("order.type")}>
          <select value={ticket.type} onChange={(e) => change({ type: e.target.value as Ticket["type"] })}>
            {typesOf(spread).map((type) => (
              <option key={type} value={type}>
                {t(typeKey(type))}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t("order.life")}>
          <select value={ticket.life} onChange={(e) => change({ life: e.target.value as Ticket["life"] })}>
            {livesOf(ticket.type, spread).map((life) => (
              <option key={life} value={life}>
                {t(lifeKey(life))}
              </option>
            ))}
          </select>
        </Field>
        {hasPrice(ticket) && <Field label={t("order.price")} hint={say("ticket.tick", { tick: row.tickSize })}>
            {input("price", near)}
          </Field>}
        {hasStop(ticket) && <Field label={t("order.stopPrice")}>{input("stopPrice", near)}</Field>}
        <Field label={t("order.lots")} hint={say("ticket.size", { size: lots(row.lotSize) })}>
          {input("lots")}
        </Field>
        {mayRest(ticket) && !spread && <Field label={t("order.display")}>{input("display")}</Field>}
        {mayAskMinimum(ticket) && !spread && <Field label={t("order.minimum")}>{input("minimum")}</Field>}
        {ticket.life === "gtd" && (
          <Field label={t("order.expires")}>
            <input type="date" value={ticket.expires} onChange={(e) => change({ expires: e.target.value })} />
          </Field>
        )}
      </div>
      <div className="trade-presets" role="group" aria-label={say("ticket.presets")}>
        {presets.map((n) => (
          <button key={n} type="button" aria-pressed={ticket.lots === String(n)} onClick={() => change({ lots: String(n) })}>
            {n}
          </button>
        ))}
      </div>
      <div className="trade-flags">
        {flag("postOnly", mayRest(ticket))}
        {flag("closeOnly", !spread)}
        {flag("hedge", true)}
      </div>
      <div className="trade-actions">
        {(["buy", "sell"] as const).map((side) => (
          <button
            key={side}
            ref={side === "buy" ? buy : undefined}
            type="button"
            className={`trade-${side}`}
            disabled={old || !may.may || lacks !== null}
            title={may.why || (meant === side ? say("ticket.enter") : undefined)}
            onClick={() => place(side)}
          >
            {say(`side.${side}`)} {hasPrice(ticket) ? ticket.price : price(side === "buy" ? row.ask : row.bid)}
            {meant === side && <span aria-hidden="true"> ↵</span>}
          </button>
        ))}
      </div>
      {!may.may && <p className="warn trade-may">{may.why}</p>}
      {old && <p className="warn">{t(inReplay() ? "request.replay" : "request.disarmed")}</p>}
      {lacks !== null && <p className="muted">{say(lacks === "price" ? "ticket.needsPrice" : "ticket.incomplete")}</p>}
      {held && (
        <div className="trade-held" role="alert">
          {held.gates.map((g) => (
            <p key={g.kind}>{say(`gate.${g.kind}`, { given: g.given, limit: g.limit })}</p>
          ))}
          <button
            type="button"
            className={held.side === "buy" ? "trade-buy" : "trade-sell"}
            disabled={old || !may.may}
            onClick={() => place(held.side, true)}>
            {say(held.side === "buy" ? "gate.buyAnyway" : "gate.sellAnyway")}
          </button>
        </div>
      )}
      <LastSaid />
      <Consequence buy={seen.buy} sell={seen.sell} />
      <GateSettings />
    </form>
  );
}
