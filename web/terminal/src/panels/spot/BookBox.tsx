// Standard blocks with live orders: the best levels of each side.
import type { SpotBlock, SpotLevel, SpotProduct } from "../../api/spot";
import { grouped, lots } from "../../format/numbers";
import { useWords } from "../../i18n";
import { useSpot } from "../../state/spot";
import { windowText } from "../../ticket/bid";
import { Empty, Loading } from "../Panel";

export function BookBox({ product }: { product: SpotProduct }) {
  const { t } = useWords();
  const blocks = useSpot<SpotBlock[]>(`spot.book:${product.product}`);
  if (!blocks) return <Loading what={t("spot.book")} rows={4} />;
  if (blocks.length === 0)
    return (
      <Empty>
        {product.standardHours.length === 0
          ? t("spot.noBlocks")
          : t("spot.noBook", { hours: product.standardHours.join(t("spot.or")) })}
      </Empty>
    );
  return (
    <div className="scroll spot-table" tabIndex={0} role="region" aria-label={t("spot.book")}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="left">
              {t("spot.window")}
            </th>
            <th scope="col">{t("spot.bidLots")}</th>
            <th scope="col">{t("spot.bid")}</th>
            <th scope="col">{t("spot.ask")}</th>
            <th scope="col">{t("spot.askLots")}</th>
          </tr>
        </thead>
        <tbody>{blocks.map((block) => rowsOf(block))}</tbody>
      </table>
    </div>
  );
}

/** A line a level, the best first; the window stands beside the first. */
function rowsOf(block: SpotBlock) {
  const depth = Math.max(block.bids.length, block.asks.length);
  const window = windowText(block.firstHour, block.hours);
  const amount = (level: SpotLevel | undefined) => (level ? lots(level.lots) : "");
  const price = (level: SpotLevel | undefined) => (level ? grouped(level.price) : "");
  return Array.from({ length: depth }, (_, i) => (
    <tr key={`${window} ${i}`}>
      <th scope="row" className="left num">
        {i === 0 ? window : ""}
      </th>
      <td>{amount(block.bids[i])}</td>
      <td className="bid">{price(block.bids[i])}</td>
      <td className="ask">{price(block.asks[i])}</td>
      <td>{amount(block.asks[i])}</td>
    </tr>
  ));
}
