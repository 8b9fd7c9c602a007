// The ticket of a bid: what it would set aside stands there before it is sent, a refusal with its nearest valid value
// after.
import { useState, type FormEvent, type ReactNode } from "react";
import { send } from "../../api/client";
import type { SpotAnswer, SpotProduct } from "../../api/spot";
import { grouped } from "../../format/numbers";
import { useWords } from "../../i18n";
import { useRequest } from "../../state/request";
import {
  bidRequest,
  blankBid,
  changedBid,
  hoursOf,
  missingBid,
  newReference,
  setAside,
  windowText,
  type BidSide,
  type BidTicket,
} from "../../ticket/bid";
import { Answer } from "../Answer";
import { NumberInput } from "../NumberInput";

interface BidFormProps {
  product: SpotProduct;
  account: number;
}

/** Fields of the wire whose nearest valid value can be taken over as it stands. */
const takeable: Record<string, keyof BidTicket> = {
  firstHour: "firstHour",
  hours: "hours",
  lots: "lots",
  limit: "limit",
};

export function BidForm({ product, account }: BidFormProps) {
  const { t } = useWords();
  const [ticket, setTicket] = useState<BidTicket>(blankBid);
  const { told, stage, run } = useRequest();
  const change = (part: Partial<BidTicket>) => setTicket((before) => changedBid(before, part));
  const hours = hoursOf(product);
  // The gate moves on: an hour that is no longer sold gives way to the first that is.
  const now = hours.includes(ticket.firstHour) ? ticket : { ...ticket, firstHour: product.firstHour };
  const lacks = missingBid(now);
  const amount = setAside(now, product);
  const fault = told !== null && "fault" in told ? told.fault : null;
  const nearest = nearestOf(fault?.field ?? null, fault?.limit ?? null, fault?.code ?? "");

  const place = (e: FormEvent) => {
    e.preventDefault();
    if (lacks !== null) return;
    const reference = newReference(Date.now(), []);
    run(async () => {
      await send<SpotAnswer>("POST", "v1/spot/place-bid", bidRequest(now, account, product.product, reference));
      return t("spot.placed", { reference, amount: grouped(amount), currency: product.currency });
    });
  };
  return (
    <form className="ticket" onSubmit={place} aria-label={t("spot.ticket")}>
      <Field label={t("spot.side")}>
        <select value={now.side} onChange={(e) => change({ side: e.target.value as BidSide })}>
          <option value="buy">{t("spot.buy")}</option>
          <option value="sell">{t("spot.sell")}</option>
        </select>
      </Field>
      <Field label={t("spot.firstHour")}>
        <select value={now.firstHour} onChange={(e) => change({ firstHour: e.target.value })}>
          {hours.map((hour) => (
            <option key={hour} value={hour}>
              {windowText(hour, 1)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t("spot.lots")}>
        <NumberInput
          value={now.lots}
          step="1"
          from="1"
          invalid={lacks === "lots" && now.lots !== ""}
          change={(lots) => change({ lots })}
        />
      </Field>
      <Field label={t("spot.limit", { currency: product.currency })} title={t("spot.limitTitle")}>
        <NumberInput
          value={now.limit}
          step={product.tick}
          from={product.floor}
          hint={`${product.floor} – ${product.cap}`}
          invalid={lacks === "limit" && now.limit !== ""}
          change={(limit) => change({ limit })}
        />
      </Field>
      <Field label={t("spot.hours")}>
        <input
          inputMode="numeric"
          autoComplete="off"
          value={now.hours}
          disabled={!now.allOrNone}
          aria-invalid={lacks === "hours" || undefined}
          onChange={(e) => change({ hours: e.target.value.trim() })}
        />
      </Field>
      <label className="check" title={t("spot.allOrNoneTitle")}>
        <input
          type="checkbox"
          checked={now.allOrNone}
          onChange={(e) => change({ allOrNone: e.target.checked })}
        />
        {t("spot.allOrNone")}
      </label>
      <p className="answer" role="status">
        {amount === null ? (
          <span className="muted">{t("spot.fillIn")}</span>
        ) : (
          <>
            <b>{t("spot.wouldSet", { amount: grouped(amount), currency: product.currency })}</b>{" "}
            <span className="muted">{t(now.side === "buy" ? "spot.wouldSetBuy" : "spot.wouldSetSell")}</span>
          </>
        )}
      </p>
      <div className="actions">
        <button type="submit" className={now.side} disabled={stage !== "idle" || lacks !== null}>
          {t("spot.place")}
        </button>
        {nearest && (
          <button type="button" onClick={() => change({ [nearest.field]: nearest.value })}>
            {t("spot.takeNearest", {
              limit: nearest.field === "firstHour" ? windowText(nearest.value, 1) : nearest.value,
            })}
          </button>
        )}
      </div>
      <Answer told={told} stage={stage} />
    </form>
  );
}

/** The nearest value that the venue would take, when it is one for the field that it blames. */
export function nearestOf(
  field: string | null,
  limit: string | null,
  code: string,
): { field: keyof BidTicket; value: string } | null {
  const name = field === null ? undefined : takeable[field];
  // Money is told as the limit of a bid's price where cash is short: that is no price.
  if (!name || limit === null || code === "INSUFFICIENT_FUNDS") return null;
  const value = limit.split(", ")[0]!;
  return name === "firstHour" ? (Number.isNaN(Date.parse(value)) ? null : { field: name, value }) : { field: name, value };
}

function Field({ label, title, children }: { label: string; title?: string; children: ReactNode }) {
  return (
    <label className="field" title={title}>
      <span className="muted">{label}</span>
      {children}
    </label>
  );
}
