// The last auction: price by hour as steps with rationed hours marked and lots below, then the hours as a table.
import { useMemo } from "react";
import uPlot from "uplot";
import type { SpotAuction, SpotProduct } from "../../api/spot";
import { places } from "../../format/decimal";
import { grouped, lots } from "../../format/numbers";
import { useWords } from "../../i18n";
import { useFetched } from "../../state/venue";
import { factsOf, isIdle, shortOf, windowText } from "../../ticket/bid";
import { axes, Chart, hours, hourSteps, utc, type Ink } from "../Chart";
import { Empty, Loading } from "../Panel";

/** Lots take this part of the chart's height. */
const lotsPart = 4;

interface AuctionBoxProps {
  /** The newest, if any was held; null: not known yet. */
  auctions: SpotAuction[] | null;
  product: SpotProduct;
  look: string;
}

/** So many auctions back one is looked for to which somebody came. */
const lookBack = 14;

export function AuctionBox({ auctions, product, look }: AuctionBoxProps) {
  const { t } = useWords();
  const newest = auctions?.[0];
  const nobody = newest !== undefined && newest.bids === 0;
  const older = useFetched<SpotAuction[]>(
    nobody ? `v1/spot/products/${product.product}/auctions?limit=${lookBack}` : null,
    newest?.gate,
  );
  if (!auctions) return <Loading what={t("spot.auction")} rows={10} />;
  if (!newest) return <Empty>{t("spot.noAuction")}</Empty>;
  const shown = nobody ? older.data?.find((a) => a.bids > 0 && a.product === product.product) : newest;
  return (
    <>
      {nobody && <Empty>{t("spot.nobodyBid", { gate: `${windowText(newest.gate, 1)} UTC` })}</Empty>}
      {shown && <Auction auction={shown} product={product} look={look} />}
    </>
  );
}

function Auction({ auction, product, look }: { auction: SpotAuction; product: SpotProduct; look: string }) {
  const { t } = useWords();
  const facts = useMemo(() => factsOf(auction.hours), [auction]);
  const data = useMemo(() => drawing(auction), [auction]);
  const caption = t("spot.figure", {
    low: facts.low ?? "–",
    high: facts.high ?? "–",
    currency: product.currency,
    mean: facts.mean ?? "–",
    rationed: facts.rationed,
    hours: auction.hours.length,
  });
  return (
    <>
      <p className="note muted">
        {t("spot.auctionOf", { gate: `${windowText(auction.gate, 1)} UTC`, bids: auction.bids })}
        {!auction.proven && ` · ${t("spot.unproven")}`}
      </p>
      <figure className="figure" aria-label={caption}>
        <div className="legend">
          <span>
            <i className="key line" />
            {t("spot.price")}
          </span>
          <span>
            <i className="key spot-lots" />
            {t("spot.lotsSold")} <b className="num">{lots(facts.lots)}</b>
          </span>
          <span className={facts.rationed > 0 ? "warn" : "muted"}>
            <i className="key spot-rationed" />
            {t("spot.rationed", { count: facts.rationed })}
          </span>
          <span className="muted unit">
            {t("spot.mean")} <b className="num">{grouped(facts.mean)}</b> {product.currency}
          </span>
        </div>
        <Chart
          look={`${look} ${auction.product} ${auction.gate}`}
          data={data}
          options={(c) => options(c, auction, places(product.tick))}
        />
      </figure>
      {auction.rejected > 0 && <p className="note muted small">{t("spot.rejected", { count: auction.rejected })}</p>}
      <Hours auction={auction} />
    </>
  );
}

function Hours({ auction }: { auction: SpotAuction }) {
  const { t } = useWords();
  const busy = auction.hours.filter((h) => !isIdle(h));
  const idle = auction.hours.length - busy.length;
  return (
    <>
      <div className="scroll spot-table" tabIndex={0} role="region" aria-label={t("spot.auction")}>
        <table>
          <thead>
            <tr>
              <th scope="col" className="left">
                {t("spot.hour")}
              </th>
              <th scope="col">{t("spot.price")}</th>
              <th scope="col">{t("spot.lots")}</th>
              <th scope="col">{t("spot.offered")}</th>
              <th scope="col">{t("spot.asked")}</th>
              <th scope="col" title={t("spot.availabilityTitle")}>
                {t("spot.availability")}
              </th>
              <th scope="col" title={t("spot.unservedTitle")}>
                {t("spot.unserved")}
              </th>
              <th scope="col" title={t("spot.inBlocksTitle")}>
                {t("spot.inBlocks")}
              </th>
              <th scope="col">{t("spot.sellers")}</th>
            </tr>
          </thead>
          <tbody>
            {busy.map((h) => (
              <tr key={h.hour} className={shortOf(h) > 0 ? "rationed" : undefined}>
                <th scope="row" className="left num">
                  {windowText(h.hour, 1)}
                </th>
                <td>{grouped(h.price)}</td>
                <td>{lots(h.lots)}</td>
                <td>{lots(h.offered)}</td>
                <td>{lots(h.asked)}</td>
                <td>{h.availability ?? "–"}</td>
                <td className={h.unserved > 0 ? "warn" : undefined}>
                  {lots(h.unserved)}
                  {h.unserved > 0 && ` ${t("spot.rationedMark")}`}
                </td>
                <td className={h.unservedInBlocks > 0 ? "warn" : undefined}>{lots(h.unservedInBlocks)}</td>
                <td>{h.sellers}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {idle > 0 && <p className="note muted small">{t("spot.idle", { count: idle })}</p>}
    </>
  );
}

/** For drawing only: an idle hour has no price; the last point ends the last hour. */
function drawing(auction: SpotAuction): uPlot.AlignedData {
  const hours = auction.hours;
  const last = hours.at(-1);
  const end = last ? [Date.parse(last.hour) / 1000 + 3600] : [];
  const price = hours.map((h) => (isIdle(h) ? null : Number(h.price)));
  return [
    [...hours.map((h) => Date.parse(h.hour) / 1000), ...end],
    [...price, ...end.map(() => price.at(-1) ?? null)],
    [...hours.map((h) => h.lots), ...end.map(() => null)],
  ];
}

/** A band behind each rationed hour. */
function bands(auction: SpotAuction, colour: string): (u: uPlot) => void {
  return (u) => {
    u.ctx.save();
    u.ctx.fillStyle = colour;
    u.ctx.globalAlpha = 0.28;
    for (const h of auction.hours) {
      if (shortOf(h) === 0) continue;
      const at = Date.parse(h.hour) / 1000;
      const left = u.valToPos(at, "x", true);
      u.ctx.fillRect(left, u.bbox.top, u.valToPos(at + 3600, "x", true) - left, u.bbox.height);
    }
    u.ctx.restore();
  };
}

function options(c: Ink, auction: SpotAuction, decimals: number): Omit<uPlot.Options, "width" | "height"> {
  const steps = uPlot.paths.stepped!({ align: 1 });
  // What lies below zero is the lots' room, no price.
  const [across, up] = axes(c, decimals);
  return {
    tzDate: utc,
    legend: { show: false },
    cursor: { y: false, points: { size: 6 } },
    padding: [8, 24, 0, 0],
    scales: {
      x: { time: true },
      // Room below for the lots.
      y: {
        range: (_, low, high) => {
          const room = Math.max((high - low) * 0.08, high * 0.02, 0.01);
          return [low - room - (high - low + 2 * room) / (lotsPart - 1), high + room];
        },
      },
      lots: { range: (_, __, most) => [0, Math.max(1, most) * lotsPart] },
    },
    axes: [
      { ...across!, incrs: hourSteps, values: hours },
      { ...up!, values: (_, splits) => splits.map((v) => (v < 0 ? "" : v.toFixed(decimals))) },
    ],
    hooks: { drawClear: [bands(auction, c.warn)] },
    series: [
      {},
      { stroke: c.line, width: 2, paths: steps, points: { show: false } },
      {
        scale: "lots",
        width: 0,
        fill: `${c.muted}66`,
        paths: uPlot.paths.bars!({ align: 1, size: [0.8, 100] }),
        points: { show: false },
      },
    ],
  };
}
