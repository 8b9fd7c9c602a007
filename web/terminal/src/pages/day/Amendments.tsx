// Corrections of a settled day: the day stays, money moves on the day that trades, two people sign.
import { useState } from "react";
import { send } from "../../api/client";
import type { Amendment, SettlementPart } from "../../api/day";
import { price } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { Answer } from "../../panels/Answer";
import { Panel } from "../../panels/Panel";
import { useMay, useWho } from "../../session/session";
import { useRequest } from "../../state/request";
import { words } from "./words";

const sides = ["account", "fee income", "penalties"] as const;
type Side = (typeof sides)[number];
const currencies = ["CNY", "USD", "EUR"];

interface AmendmentsProps {
  day: string;
  part: SettlementPart;
  again: () => void;
}

export function Amendments({ day, part, again }: AmendmentsProps) {
  const say = useSay(words);
  const { may, why } = useMay("admin:clearing");
  const { session } = useWho();
  const known = session?.user ?? null;
  const [typed, setTyped] = useState("");
  const person = known ?? typed;
  const request = useRequest(again);
  const path = `v1/settlements/${day}/amendments`;
  const approve = (a: Amendment) =>
    request.run(async () => {
      await send<Amendment>("POST", `${path}/approve`, { reference: a.reference, amount: a.amount, person });
      return say("amend.done", { reference: a.reference });
    });
  const propose = (body: object, reference: string) =>
    request.run(async () => {
      await send<Amendment>("POST", path, { ...body, reference, person, calendar: part.calendar });
      return say("amend.proposed", { reference });
    });
  return (
    <Panel id={`day-amend-${part.calendar}`} title={`${say("amend.title")} ${part.calendar}`}>
      <p className="muted day-note">{say("amend.why")}</p>
      {part.amendments.length === 0 ? (
        <p className="muted day-note">{say("amend.none")}</p>
      ) : (
        <Rows part={part} approve={approve} may={may} />
      )}
      {part.stage !== "settled" && <p className="muted day-note">{say("amend.early")}</p>}
      <details className="day-note">
        <summary>{say("amend.new")}</summary>
        <label className="field">
          <span>{say("hand.person")}</span>
          <input
            value={person}
            maxLength={24}
            readOnly={known !== null}
            onChange={(e) => setTyped(e.target.value.trim())}
          />
        </label>
        <AmendForm propose={propose} may={may} />
      </details>
      {!may && <p className="muted day-note">{why}</p>}
      <Answer told={request.told} stage={request.stage} />
    </Panel>
  );
}

function Rows({ part, approve, may }: { part: SettlementPart; approve: (a: Amendment) => void; may: boolean }) {
  const say = useSay(words);
  const sideOf = (side: string, account: number | null) =>
    account === null ? say(`side.${side as Side}`) : say("accountOf", { account });
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={say("amend.title")}>
      <table className="wide day-table">
        <thead>
          <tr>
            <th scope="col" className="left">{say("amend.reference")}</th>
            <th scope="col" className="left">{say("amend.debit")}</th>
            <th scope="col" className="left">{say("amend.credit")}</th>
            <th scope="col">{say("amend.amount")}</th>
            <th scope="col" className="left">{say("reason")}</th>
            <th scope="col" className="left">{say("by")}</th>
            <th scope="col">{say("amend.booked")}</th>
            <th scope="col" className="left">{say("amend.state")}</th>
          </tr>
        </thead>
        <tbody>
          {part.amendments.map((a) => (
            <tr key={a.reference}>
              <th scope="row" className="left" translate="no">{a.reference}</th>
              <td className="left">{sideOf(a.debit, a.debitAccount)}</td>
              <td className="left">{sideOf(a.credit, a.creditAccount)}</td>
              <td>
                {price(a.amount)} {a.currency}
              </td>
              <td className="left" translate="no">{a.reason}</td>
              <td className="left" translate="no">{a.proposer}</td>
              <td>{a.booked ?? "–"}</td>
              <td className="left">
                {a.approver !== null ? (
                  <span translate="no">{say("amend.posted", { approver: a.approver })}</span>
                ) : (
                  <button type="button" className="small" disabled={!may} onClick={() => approve(a)}>
                    {say("amend.approve", { reference: a.reference })}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AmendForm({ propose, may }: { propose: (body: object, reference: string) => void; may: boolean }) {
  const say = useSay(words);
  const [reference, setReference] = useState("");
  const [debit, setDebit] = useState<Side>("fee income");
  const [debitAccount, setDebitAccount] = useState("");
  const [credit, setCredit] = useState<Side>("account");
  const [creditAccount, setCreditAccount] = useState("");
  const [currency, setCurrency] = useState("CNY");
  const [amount, setAmount] = useState("");
  const [reason, setReason] = useState("");
  const number = (side: Side, text: string) => (side === "account" && /^\d+$/.test(text) ? Number(text) : null);
  return (
    <form
      className="day-form"
      onSubmit={(e) => {
        e.preventDefault();
        propose(
          {
            debit,
            debitAccount: number(debit, debitAccount),
            credit,
            creditAccount: number(credit, creditAccount),
            currency,
            amount,
            reason,
          },
          reference,
        );
      }}
    >
      <Text label={say("amend.reference")} value={reference} change={setReference} />
      <SideField label={say("amend.debit")} side={debit} change={setDebit} account={debitAccount} of={setDebitAccount} />
      <SideField
        label={say("amend.credit")}
        side={credit}
        change={setCredit}
        account={creditAccount}
        of={setCreditAccount}
      />
      <label className="field">
        <span>{say("amend.currency")}</span>
        <select value={currency} onChange={(e) => setCurrency(e.target.value)}>
          {currencies.map((c) => (
            <option key={c}>{c}</option>
          ))}
        </select>
      </label>
      <Text label={say("amend.amount")} value={amount} change={setAmount} />
      <Text label={say("hand.reason")} value={reason} change={setReason} />
      <button type="submit" disabled={!may}>
        {say("amend.new")}
      </button>
    </form>
  );
}

function Text({ label, value, change }: { label: string; value: string; change: (text: string) => void }) {
  return (
    <label className="field">
      <span>{label}</span>
      <input value={value} maxLength={24} onChange={(e) => change(e.target.value.trim())} />
    </label>
  );
}

interface SideProps {
  label: string;
  side: Side;
  change: (side: Side) => void;
  account: string;
  of: (account: string) => void;
}

function SideField({ label, side, change, account, of }: SideProps) {
  const say = useSay(words);
  return (
    <>
      <label className="field">
        <span>{label}</span>
        <select value={side} onChange={(e) => change(e.target.value as Side)}>
          {sides.map((s) => (
            <option key={s} value={s}>
              {say(`side.${s}`)}
            </option>
          ))}
        </select>
      </label>
      {side === "account" && (
        <Text label={say("sideOf", { side: label, name: say("amend.account") })} value={account} change={of} />
      )}
    </>
  );
}
