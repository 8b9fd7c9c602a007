// One line of the quotes: what is typed, what the market is, what stands, and what became of it.
import type { KeyboardEvent } from "react";
import type { QuoteAnswer } from "../api/types";
import { lots, price } from "../format/numbers";
import { useWords, type Key } from "../i18n";
import { useTopic } from "../state/venue";
import { faultsOf, isReady, type Quote, type QuoteField, type Standing } from "../ticket/quote";
import { Refusal } from "./Answer";
import { NumberInput } from "./NumberInput";

interface QuoteLineProps {
  quote: Quote;
  standing: Standing | undefined;
  outcome: QuoteAnswer | undefined;
  /** The protection has fired: quotes are refused until it is set again. */
  frozen: boolean;
  busy: boolean;
  /** The feed is old: quotes may be taken off, not sent. */
  disarmed: boolean;
  change: (quote: Quote) => void;
  /** Back to what stands. */
  reset: () => void;
  send: () => void;
  sendAll: () => void;
  cancel: () => void;
  /** Takes the line away; null for the chosen month and for quotes that stand. */
  remove: (() => void) | null;
}

/** QUOTES_FROZEN. */
const frozenNum = 2007;

const fields: readonly QuoteField[] = ["bidLots", "bid", "ask", "askLots"];

export function QuoteLine(props: QuoteLineProps) {
  const { quote, standing, outcome, frozen, busy, disarmed, change, reset, send, sendAll, cancel, remove } = props;
  const { t } = useWords();
  const { symbol } = quote;
  const row = useTopic(`row:${symbol}`, (s) => s.rows.get(symbol));
  // Where nobody quotes yet, the arrow keys begin at the last price.
  const near = row?.last ?? row?.previousSettlement;
  const faults = faultsOf(quote);
  const ready = isReady(quote);
  const pressed = (e: KeyboardEvent) => {
    if (e.key === "Escape") reset();
    else if (e.key !== "Enter" || busy) return;
    else if (e.ctrlKey || e.metaKey) sendAll();
    else if (ready) send();
    e.preventDefault();
  };
  return (
    <tbody className="quote">
      <tr onKeyDown={pressed}>
        <th scope="row" className="left">
          {symbol}
        </th>
        {fields.map((field) => (
          <td key={field} className={field.startsWith("ask") ? "left" : undefined}>
            <NumberInput
              label={`${symbol} ${t(`quote.${field}` as Key)}`}
              className={field.startsWith("bid") ? "bid" : "ask"}
              value={quote[field]}
              step={field === "bid" || field === "ask" ? (row?.tickSize ?? "1") : "1"}
              from={field === "bid" ? (row?.bid ?? near) : field === "ask" ? (row?.ask ?? near) : "1"}
              hint={field === "bid" ? (row?.bid ?? "") : field === "ask" ? (row?.ask ?? "") : ""}
              invalid={faults.includes(field)}
              change={(value) => change({ ...quote, [field]: value })}
            />
          </td>
        ))}
      </tr>
      <tr>
        <td colSpan={5} className="left">
          <div className="under">
            <span className="words">
              <StandingWords standing={standing} />
              {frozen && outcome?.error?.num !== frozenNum && <span className="warn">{t("quote.frozen")}</span>}
              {/* A refusal for a frozen quote has had its day when the protection is set again. */}
              {outcome && (outcome.error?.num !== frozenNum || frozen) && (
                <span role="status">
                  <OutcomeWords outcome={outcome} />
                </span>
              )}
            </span>
            <span className="buttons">
              <button type="button" className="small" disabled={busy || disarmed || !ready} onClick={send}>
                {t(standing ? "quote.replace" : "quote.send")}
              </button>
              <button type="button" className="small" disabled={busy || !standing} onClick={cancel}>
                {t("quote.cancel")}
              </button>
              {remove && (
                <button type="button" className="small" aria-label={t("quote.remove", { symbol })} onClick={remove}>
                  ×
                </button>
              )}
            </span>
          </div>
        </td>
      </tr>
    </tbody>
  );
}

function StandingWords({ standing }: { standing: Standing | undefined }) {
  const { t } = useWords();
  if (!standing) return <span className="muted">{t("quote.noneStands")}</span>;
  const { bid, ask } = standing;
  return (
    <span className="num">
      {t("quote.stands")} <span className="bid">{bid ? `${lots(bid.remaining)} × ${price(bid.price)}` : "–"}</span>
      {" / "}
      <span className="ask">{ask ? `${price(ask.price)} × ${lots(ask.remaining)}` : "–"}</span>
    </span>
  );
}

/** Why it was refused, or what traded as it came in; what rests is told by what stands. */
function OutcomeWords({ outcome }: { outcome: QuoteAnswer }) {
  const { t } = useWords();
  if (outcome.error)
    return (
      <span className="warn">
        <Refusal fault={outcome.error} />
      </span>
    );
  const told = (["bid", "ask"] as const).flatMap((side) => {
    const order = outcome[side];
    return order && order.filled > 0
      ? [t(`quote.${side}Traded`, { filled: lots(order.filled), lots: lots(order.lots) })]
      : [];
  });
  return told.length > 0 && <>{told.join(" · ")}</>;
}
