// What may be done in a month now, when it is not simply trading: which auction, at what price it would end, until when.
import type { Instrument, Phase } from "../api/types";
import { lots, price } from "../format/numbers";
import { local } from "../format/time";
import { useWords, type Key } from "../i18n";

/** The key of a phase's word: spaces and hyphens do not stand in keys. */
export function phaseKey(phase: Phase): Key {
  const name = phase.replace(/[ -](\w)/g, (_, letter: string) => letter.toUpperCase());
  return `phase.${name}` as Key;
}

export function isAuction(phase: Phase): boolean {
  return phase.endsWith("auction");
}

/** A phase of the instrument's own: its calendar has no such line. */
export function isOwn(phase: Phase): boolean {
  return (
    phase === "volatility auction" || phase === "resumption auction" || phase === "halted" || phase === "cancel-only"
  );
}

/** Who is left over at the indicative price: buyers, sellers or nobody. */
export function surplusKey(surplus: number | null | undefined): Key {
  if (!surplus) return "auction.even";
  return surplus > 0 ? "auction.moreBought" : "auction.moreSold";
}

export function PhaseStrip({ row }: { row: Instrument }) {
  const { t } = useWords();
  if (row.spread && row.phase !== "continuous")
    return (
      <div className="phase-strip stopped" role="status">
        <span>
          <b>{t(phaseKey(row.phase))}</b>
          <span className="muted"> · {t("spread.waits")}</span>
        </span>
      </div>
    );
  if (row.phase === "continuous" || row.phase === "closed" || row.phase === "pause") return null;
  const until = local(row.phaseUntil ?? null, row.calendar);
  const cause = row.phaseCause === "operator" || row.phaseCause === "dynamic band" || row.phaseCause === "limit ladder";
  return (
    <div className={`phase-strip ${isAuction(row.phase) ? "collecting" : "stopped"}`}>
      <span role="status">
        <b>{t(phaseKey(row.phase))}</b>
        {cause && <span className="muted"> · {t(causeKey(row))}</span>}
        {until && <span className="num"> · {t("auction.until", { time: until.clock })}</span>}
      </span>
      {isAuction(row.phase) && (
        <span className="num">
          {row.indicativeLots ? (
            <>
              {t("auction.indicative")} <b>{price(row.indicativePrice ?? null)}</b> × {lots(row.indicativeLots)} ·{" "}
              {t(surplusKey(row.indicativeSurplus), { lots: lots(Math.abs(row.indicativeSurplus ?? 0)) })}
            </>
          ) : (
            <span className="muted">{t("auction.nothing")}</span>
          )}
        </span>
      )}
    </div>
  );
}

function causeKey(row: Instrument): Key {
  return row.phaseCause === "operator"
    ? "cause.operator"
    : row.phaseCause === "dynamic band"
      ? "cause.dynamicBand"
      : "cause.limitLadder";
}
