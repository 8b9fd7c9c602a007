// Amends an order where it stands in the list: Enter sends, Escape closes. What it does to the order's place in the
// queue is said before it is sent.
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { send } from "../api/client";
import type { OpenOrder, OrderAnswer } from "../api/types";
import { lots, price } from "../format/numbers";
import { useWords, type Key } from "../i18n";
import { useRequest } from "../state/request";
import { useDisarmed, useTopic } from "../state/venue";
import { amendmentOf, amendRequest, effectOf, unreadable, type Amendment, type Effect } from "../ticket/amend";
import { Answer } from "./Answer";
import { statusKey } from "../ticket/names";
import { NumberInput } from "./NumberInput";

interface AmendRowProps {
  order: OpenOrder;
  account: number;
  /** It was taken; this row closes, and the list tells it. */
  taken: (said: string) => void;
  /** It was answered, whatever was said. */
  changed: () => void;
  close: () => void;
}

export function AmendRow({ order, account, taken, changed, close }: AmendRowProps) {
  const { t } = useWords();
  const row = useTopic(`row:${order.symbol}`, (s) => s.rows.get(order.symbol));
  const [to, setTo] = useState<Amendment>(() => amendmentOf(order));
  const { told, stage, run } = useRequest(changed);
  const disarmed = useDisarmed();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.select(), []);
  const wrong = unreadable(order, to);
  const effect = wrong === null ? effectOf(order, to, row) : null;
  const refused = told !== null && "fault" in told ? told.fault?.field : null;
  const change = (part: Partial<Amendment>) => setTo((before) => ({ ...before, ...part }));
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (disarmed || effect === null || effect === "nothing") return;
    run(async () => {
      const answer = await send<OrderAnswer>("PATCH", `v1/orders/${order.order}`, amendRequest(order, to, account));
      const values = { order: order.order, filled: lots(answer.filled), lots: lots(answer.lots) };
      const said = t("amend.told", { ...values, status: t(statusKey(answer.status)) });
      taken(said);
      return said;
    });
  };
  const pressed = (e: KeyboardEvent) => {
    if (e.key !== "Escape") return;
    e.stopPropagation();
    close();
  };
  const named = (field: string) => `${order.symbol} ${order.order}: ${field}`;
  return (
    <tr className="amend">
      <td colSpan={7}>
        <form onSubmit={submit} onKeyDown={pressed} aria-label={t("amend.title", { order: order.order })}>
          {order.price !== null && (
            <label className="field">
              <span className="muted">{t("order.price")}</span>
              <NumberInput
                label={named(t("order.price"))}
                inputRef={first}
                value={to.price}
                step={row?.tickSize ?? "1"}
                negative={row?.spread != null}
                invalid={wrong === "price" || refused === "price"}
                change={(value) => change({ price: value })}
              />
            </label>
          )}
          <label className="field">
            <span className="muted">{t("amend.lots")}</span>
            <NumberInput
              label={named(t("amend.lots"))}
              inputRef={order.price === null ? first : undefined}
              value={to.lots}
              step="1"
              invalid={wrong === "lots" || refused === "lots"}
              change={(value) => change({ lots: value })}
            />
          </label>
          <button type="submit" disabled={stage !== "idle" || disarmed || effect === null || effect === "nothing"}>
            {t("amend.send")}
          </button>
          <button type="button" onClick={close}>
            {t("amend.close")}
          </button>
          <p className={`effect ${effect === null ? "warn" : kinds[effect]}`} aria-live="polite">
            {wrong !== null
              ? t(wrong === "price" ? "amend.unreadablePrice" : "amend.unreadableLots")
              : t(`amend.${effect!}` as Key, {
                  least: order.filled + 1,
                  filled: lots(order.filled),
                  remaining: lots(Number(to.lots) - order.filled),
                  other: price(order.side === "buy" ? row?.ask : row?.bid),
                })}
          </p>
          <Answer told={told} stage={stage} disarmed={disarmed} />
        </form>
      </td>
    </tr>
  );
}

/** How an effect looks: keeping one's place is good, losing it is worth a look. */
const kinds: Record<Effect, string> = {
  nothing: "muted",
  keeps: "good",
  back: "warn",
  trades: "warn",
  postOnly: "warn",
  sleeps: "good",
  notNow: "warn",
  traded: "warn",
};
