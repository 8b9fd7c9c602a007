// Another settlement price by hand: one person proposes it with a reason, another approves what was seen.
import { useState } from "react";
import { send } from "../../api/client";
import type { Override, SettlementMonth, SettlementPart } from "../../api/day";
import { price } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { Answer } from "../../panels/Answer";
import { useMay, useWho } from "../../session/session";
import { useRequest } from "../../state/request";
import { words } from "./words";

interface OverrideProps {
  day: string;
  part: SettlementPart;
  month: SettlementMonth;
  again: () => void;
}

export function OverrideForm({ day, part, month: m, again }: OverrideProps) {
  const say = useSay(words);
  const { may, why } = useMay("admin:market-ops");
  const { session } = useWho();
  const known = session?.user ?? null;
  const request = useRequest(again);
  const [text, setText] = useState(m.proposed ?? "");
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  // With identity one signs in one's own name.
  const person = known ?? typed;
  const awaits = part.stage === "awaiting" || part.stage === "clearing";
  const waiting = m.overrides.at(-1);
  const path = `v1/settlements/${day}/overrides`;
  const propose = () =>
    request.run(async () => {
      const told = await send<Override>("POST", path, { symbol: m.symbol, price: text, person, reason });
      return say("hand.proposed", { symbol: told.symbol, price: price(told.price) });
    });
  const approve = (seen: string) =>
    request.run(async () => {
      const told = await send<Override>("POST", `${path}/approve`, { symbol: m.symbol, price: seen, person });
      return say("hand.approved", { symbol: told.symbol, price: price(told.price) });
    });
  return (
    <section aria-label={say("hand.title", { symbol: m.symbol })}>
      <h3>{say("hand.title", { symbol: m.symbol })}</h3>
      <p className="muted">{say("hand.why")}</p>
      <ul className="day-overrides">
        {m.overrides.map((o) => (
          <li key={o.eventSequence} translate="no">
            {o.approver === null
              ? say("proposedBy", { price: price(o.price), proposer: o.proposer, reason: o.reason })
              : say("approvedBy", {
                  price: price(o.price),
                  proposer: o.proposer,
                  approver: o.approver,
                  reason: o.reason,
                })}
          </li>
        ))}
      </ul>
      {!awaits && <p className="muted">{say("hand.closed")}</p>}
      <form
        className="day-form"
        onSubmit={(e) => {
          e.preventDefault();
          propose();
        }}
      >
        <label className="field">
          <span>{say("hand.price")}</span>
          <input className="num" inputMode="decimal" value={text} onChange={(e) => setText(e.target.value.trim())} />
        </label>
        <label className="field">
          <span>{say("hand.person")}</span>
          <input
            value={person}
            maxLength={24}
            readOnly={known !== null}
            onChange={(e) => setTyped(e.target.value.trim())}
          />
        </label>
        <label className="field">
          <span>{say("hand.reason")}</span>
          <input value={reason} maxLength={24} onChange={(e) => setReason(e.target.value.trim())} />
        </label>
        <button type="submit" disabled={!may} title={why || undefined}>
          {say("hand.propose")}
        </button>
        {waiting && waiting.approver === null && (
          <button type="button" disabled={!may} title={why || undefined} onClick={() => approve(waiting.price)}>
            {say("hand.approve", { price: price(waiting.price) })}
          </button>
        )}
      </form>
      {!may && <p className="muted">{why}</p>}
      <Answer told={request.told} stage={request.stage} />
    </section>
  );
}
