// What was sold lately.
import type { SpotProduct, SpotTrade } from "../../api/spot";
import { divideHalfEven, places, scaled, unscaled } from "../../format/decimal";
import { grouped, lots } from "../../format/numbers";
import { useWords } from "../../i18n";
import { useFetched } from "../../state/venue";
import { windowText } from "../../ticket/bid";
import { Empty, Failed, Loading } from "../Panel";

const shown = 50;

export function TradeTable({ product, version }: { product: SpotProduct; version: number }) {
  const { t } = useWords();
  const asked = useFetched<SpotTrade[]>(`v1/spot/products/${product.product}/trades?limit=${shown}`, version);
  if (!asked.data)
    return asked.error ? (
      <Failed what={t("spot.trades")} error={asked.error} retry={asked.retry} />
    ) : (
      <Loading what={t("spot.trades")} rows={5} />
    );
  if (asked.data.length === 0) return <Empty>{t("spot.noTrades")}</Empty>;
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
          {asked.data.map((trade) => (
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
