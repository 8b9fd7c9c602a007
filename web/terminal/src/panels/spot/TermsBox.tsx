// A product's terms, and the next gate with what it sells.
import type { SpotProduct } from "../../api/spot";
import { grouped, lots } from "../../format/numbers";
import { useWords, type Translate } from "../../i18n";
import { useTopic } from "../../state/venue";
import { countdown, windowText } from "../../ticket/bid";

/** The metered unit in the page's language; unknown ones as the venue writes them. */
export function unitWord(unit: string, t: Translate): string {
  if (unit === "GPU-second") return t("spot.unit.gpuSecond");
  return unit === "standard token" ? t("spot.unit.standardToken") : unit;
}

export function TermsBox({ product }: { product: SpotProduct }) {
  const { t } = useWords();
  const percent = `${Number(product.penalty) * 100}%`;
  return (
    <div className="study-box">
      <p>
        <span className="muted">{t("spot.gate")}</span> <b className="num">{windowText(product.gate, 1)} UTC</b>{" "}
        <Countdown gate={product.gate} />
      </p>
      <p>
        <span className="muted">{t("spot.sells")}</span>{" "}
        <b className="num">
          {t("spot.sellsText", { hours: product.hours, first: `${windowText(product.firstHour, 1)} UTC` })}
        </b>
      </p>
      <dl className="sums">
        <div>
          <dt>{t("spot.lot")}</dt>
          <dd>{t("spot.lotText", { units: lots(product.unitsPerLot), unit: unitWord(product.unit, t) })}</dd>
        </div>
        <div>
          <dt>{t("spot.bounds")}</dt>
          <dd className="num">
            {grouped(product.floor)} – {grouped(product.cap)} {product.currency}
          </dd>
        </div>
        <div>
          <dt>{t("spot.deposit")}</dt>
          <dd className="num">
            {grouped(product.collateral)} {product.currency}
          </dd>
        </div>
        {product.contract && product.lotHours !== null && (
          <div>
            <dt>{t("spot.future")}</dt>
            <dd>{t("spot.futureText", { contract: product.contract, count: lots(product.lotHours) })}</dd>
          </div>
        )}
      </dl>
      <p className="muted small">
        {t(`spot.kind.${product.kind}`)} ·{" "}
        {product.unused === "paid"
          ? t("spot.deposit.unusedPaid")
          : t("spot.deposit.unusedRefunded", { penalty: percent })}
      </p>
    </div>
  );
}

/** Venue time that is left; under an accelerated clock it runs as fast as that clock. */
function Countdown({ gate }: { gate: string }) {
  const { t } = useWords();
  const seconds = useTopic("status", (s) =>
    s.status ? Math.floor((Date.parse(gate) - Date.parse(s.status.time)) / 1000) : null,
  );
  if (seconds === null) return null;
  return (
    <span className="badge" role="timer">
      {seconds > 0 ? t("spot.gateIn", { time: countdown(seconds) }) : t("spot.gateHeld")}
    </span>
  );
}
