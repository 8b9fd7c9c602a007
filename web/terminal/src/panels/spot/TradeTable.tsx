// What was sold lately.
import type { SpotProduct, SpotTrade } from "../../api/spot";
import { divideHalfEven, places, scaled, unscaled } from "../../format/decimal";
import { grouped, lots } from "../../format/numbers";
import { useWords } from "../../i18n";
import { useSpot } from "../../state/spot";
import { windowText } from "../../ticket/bid";
import { Empty, Loading } from "../Panel";

const shown = 50;

export function TradeTable({ product }: { product: SpotProduct }) {
  const { t } = useWords();
  const trades = useSpot<SpotTrade[]>(`spot.trades:${product.product}`);
  if (!trades) return <Loading what={t("spot.trades")} rows={5} />;
  if (trades.length === 0) return <Empty>{t("spot.noTrades")}</Empty>;
  return (
    <div className="scroll spot-table" tabIndex={0} role="region" aria-label={t("spot.trades")}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="left">
              {t("spot.trade")}
            </th>
            <th scope="col" className="left">
              {t("spot.by")}
            </th>
            <th scope="col" className="left">
              {t("spot.window")}
            </th>
            <th scope="col">{t("spot.lots")}</th>
            <th scope="col">{t("spot.perLotHour")}</th>
            <th scope="col">{t("spot.paid")}</th>
            <th scope="col">{t("spot.buyer")}</th>
            <th scope="col">{t("spot.seller")}</th>
          </tr>
        </thead>
        <tbody>
          {trades.slice(0, shown).map((trade) => (
            <tr key={trade.trade}>
              <th scope="row" className="left">
                {trade.trade}
              </th>
              <td className="left">{t(`spot.by.${trade.venue}`)}</td>
              <td className="left num">{windowText(trade.firstHour, trade.hours)}</td>
              <td>{lots(trade.lots)}</td>
              <td>{grouped(perLotHour(trade))}</td>
              <td>{grouped(trade.paid)}</td>
              <td>{trade.buyer}</td>
              <td>{trade.seller}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What one lot in one hour cost, with the decimals of the amount, halves to even. */
export function perLotHour(trade: { paid: string; lots: number; hours: number }): string | null {
  const count = places(trade.paid);
  const paid = scaled(trade.paid, count);
  const lotHours = BigInt(trade.lots) * BigInt(trade.hours);
  return paid === null || lotHours === 0n ? null : unscaled(divideHalfEven(paid, lotHours), count);
}
