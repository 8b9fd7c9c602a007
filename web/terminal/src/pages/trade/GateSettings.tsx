// The user's own limits under the ticket, which draw themselves only when they are changed.
import { memo, useState } from "react";
import { NumberInput } from "../../panels/NumberInput";
import { useSay } from "../../i18n/words";
import { useTrade } from "./context";
import { Field } from "./TicketFields";
import { words } from "./words";

/** The user's own limits: what is asked again before it is sent. */
export const GateSettings = memo(function GateSettings() {
  const say = useSay(words);
  const { gates, setGates } = useTrade();
  const [open, setOpen] = useState(false);
  return (
    <details open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{say("gates.title")}</summary>
      <div className="trade-fields">
        {(["ticks", "lots", "notional"] as const).map((name) => (
          <Field key={name} label={say(`gates.${name}`)}>
            <NumberInput
              value={String(gates[name])}
              step="1"
              change={(value) => /^\d{1,15}$/.test(value) && setGates({ ...gates, [name]: Number(value) })}
            />
          </Field>
        ))}
      </div>
    </details>
  );
});
