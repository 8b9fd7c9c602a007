// What an account has in the spot market: bids that wait, and certificates with what is drawn of them.
import type { Certificate, SpotAnswer, SpotBid } from "../../api/spot";
import { send } from "../../api/client";
import { grouped, lots } from "../../format/numbers";
import { useWords, type Translate } from "../../i18n";
import { useRequest } from "../../state/request";
import { useSpot } from "../../state/spot";
import { drawnPercent, windowText } from "../../ticket/bid";
import { Answer } from "../Answer";
import { Empty, Loading } from "../Panel";

export function BidTable({ account }: { account: number }) {
  const { t } = useWords();
  const bids = useSpot<SpotBid[]>(`spot.bids:${account}`);
  const { told, stage, run } = useRequest();
  if (!bids) return <Loading what={t("spot.bids")} rows={3} />;
  const takeBack = (bid: SpotBid) =>
    run(async () => {
      const { product, reference } = bid;
      await send<SpotAnswer>("POST", "v1/spot/cancel-bid", { account, product, reference });
      return t("spot.cancelled", { reference });
    });
  return (
    <div className="live">
      {bids.length === 0 ? (
        <Empty>{t("spot.noBids")}</Empty>
      ) : (
        <div className="scroll spot-table">
          <table>
            <thead>
              <tr>
                <th scope="col" className="left">
                  {t("spot.reference")}
                </th>
                <th scope="col" className="left">
                  {t("spot.product")}
                </th>
                <th scope="col" className="left">
                  {t("spot.side")}
                </th>
                <th scope="col" className="left">
                  {t("spot.window")}
                </th>
                <th scope="col">{t("spot.lots")}</th>
                <th scope="col">{t("spot.limitHead")}</th>
                <th scope="col" className="left">
                  {t("spot.kindOf")}
                </th>
                <th scope="col">{t("spot.reserved")}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {bids.map((bid) => (
                <tr key={`${bid.product} ${bid.reference}`}>
                  <th scope="row" className="left">
                    {bid.reference}
                  </th>
                  <td className="left">{bid.product}</td>
                  <td className={`left ${bid.side === "buy" ? "bid" : "ask"}`}>{t(`spot.${bid.side}`)}</td>
                  <td className="left num">{windowText(bid.firstHour, bid.hours)}</td>
                  <td>{lots(bid.lots)}</td>
                  <td>{grouped(bid.limit)}</td>
                  <td className="left">{t(bid.allOrNone ? "spot.block" : "spot.divisible")}</td>
                  <td>{grouped(bid.reserved)}</td>
                  <td>
                    <button type="button" className="small" disabled={stage !== "idle"} onClick={() => takeBack(bid)}>
                      {t("spot.cancel")}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Answer told={told} stage={stage} />
    </div>
  );
}

export function CertificateTable({ account }: { account: number }) {
  const { t } = useWords();
  const certificates = useSpot<Certificate[]>(`spot.certificates:${account}`);
  if (!certificates) return <Loading what={t("spot.certificates")} rows={3} />;
  if (certificates.length === 0) return <Empty>{t("spot.noCertificates")}</Empty>;
  return (
    <div className="scroll spot-table" tabIndex={0} role="region" aria-label={t("spot.certificates")}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="left">
              {t("spot.certificate")}
            </th>
            <th scope="col" className="left">
              {t("spot.product")}
            </th>
            <th scope="col" className="left">
              {t("spot.role")}
            </th>
            <th scope="col" className="left">
              {t("spot.window")}
            </th>
            <th scope="col">{t("spot.lots")}</th>
            <th scope="col">{t("spot.paid")}</th>
            <th scope="col" className="left">
              {t("spot.drawn")}
            </th>
            <th scope="col" className="left">
              {t("spot.state")}
            </th>
          </tr>
        </thead>
        <tbody>
          {certificates.map((c) => (
            <tr key={c.certificate}>
              <th scope="row" className="left">
                {c.certificate}
              </th>
              <td className="left">{c.product}</td>
              <td className="left">{roleOf(c, account, t)}</td>
              <td className="left num">{windowText(c.firstHour, c.hours)}</td>
              <td>{lots(c.lots)}</td>
              <td>{grouped(c.paid)}</td>
              <td className="left">
                <Drawn certificate={c} />
              </td>
              <td className="left">{t(`spot.state.${c.state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Drawn({ certificate }: { certificate: Certificate }) {
  const { t } = useWords();
  const percent = drawnPercent(certificate);
  const words = t("spot.drawnText", {
    percent,
    failed: lots(certificate.failed),
    units: lots(certificate.units),
  });
  return (
    <span className="spot-drawn" title={words}>
      <meter min={0} max={100} value={percent} aria-label={words} />
      <span className="num">{percent}%</span>
    </span>
  );
}

function roleOf(c: Certificate, account: number, t: Translate): string {
  if (c.owner !== account) return t("spot.role.issuer", { account: c.owner });
  return c.issuer === account ? t("spot.role.own") : t("spot.role.owner", { account: c.issuer });
}
