// What a spread is made of, above its book: both legs with their best prices, and what its price means.
import type { Legs } from "../api/types";
import { lots, price } from "../format/numbers";
import { useWords } from "../i18n";
import { useTopic } from "../state/venue";

/** A leg as it stands in the price: "5 × TK-Z26", or the name alone. */
export const weighted = (weight: number, name: string) => (weight === 1 ? name : `${weight} × ${name}`);

/** True: the price is a plain difference, in the unit of the legs. */
export const isPlain = (legs: Legs) => legs.nearWeight === 1 && legs.farWeight === 1;

/** @param tick the tick of the spread itself. */
export function LegStrip({ legs, tick }: { legs: Legs; tick: string }) {
  const { t } = useWords();
  const { near, far, nearLots, farLots } = legs;
  return (
    <div className="legs" title={t("spread.title", { near, far, nearLots: lots(nearLots), farLots: lots(farLots) })}>
      <Leg words={t("spread.buy")} count={nearLots} symbol={near} />
      <Leg words={t("spread.sell")} count={farLots} symbol={far} />
      <span className="muted">
        {t("spread.price", { near: weighted(legs.nearWeight, near), far: weighted(legs.farWeight, far) })}
        {!isPlain(legs) && <> · {t("spread.ticks", { tick })}</>}
      </span>
    </div>
  );
}

function Leg({ words, count, symbol }: { words: string; count: number; symbol: string }) {
  const row = useTopic(`row:${symbol}`, (s) => s.rows.get(symbol), 200);
  return (
    <span className="num">
      <span className="muted">{words}</span> {lots(count)} <b>{symbol}</b>{" "}
      <span className="bid">{price(row?.bid)}</span>
      {" / "}
      <span className="ask">{price(row?.ask)}</span>
    </span>
  );
}
