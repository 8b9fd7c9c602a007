// The ticket's fields. The market moves under the ticket many times a second; a field is drawn again when it changes.
import { memo, type ReactNode } from "react";
import { useWords } from "../../i18n";
import { NumberInput } from "../../panels/NumberInput";
import type { Ticket } from "../../ticket/order";

export type TicketNumber = "price" | "stopPrice" | "lots" | "display" | "minimum";
export type TicketFlagName = "postOnly" | "closeOnly" | "hedge";

interface InputProps {
  name: TicketNumber;
  value: string;
  /** Of the month's prices. */
  tick: string;
  spread: boolean;
  /** A price near the market, shown where none is typed. */
  hint: string;
  invalid: boolean;
  change: (part: Partial<Ticket>) => void;
}

export const TicketInput = memo(function TicketInput({ name, value, tick, spread, hint, invalid, change }: InputProps) {
  const priced = name === "price" || name === "stopPrice";
  return (
    <NumberInput
      value={value}
      step={priced ? tick : "1"}
      from={priced ? hint : "1"}
      negative={priced && spread}
      hint={hint}
      invalid={invalid}
      change={(typed) => change({ [name]: typed })}
    />
  );
});

interface FlagProps {
  name: TicketFlagName;
  set: boolean;
  allowed: boolean;
  change: (part: Partial<Ticket>) => void;
}

export const TicketFlag = memo(function TicketFlag({ name, set, allowed, change }: FlagProps) {
  const { t } = useWords();
  return (
    <label className="check" title={t(`order.${name}Title`)}>
      <input type="checkbox" checked={set} disabled={!allowed} onChange={(e) => change({ [name]: e.target.checked })} />
      {t(`order.${name}`)}
    </label>
  );
});

export function Field({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <label className="field" title={hint}>
      <span className="muted">{label}</span>
      {children}
    </label>
  );
}
