// The shortage monitor: never one number alone, each sign with its source or why it cannot be had.
import type { CurveAnalytics } from "../../api/curve";
import { useWords, type Key } from "../../i18n";

const names = ["scarcity", "ask-depth", "withdrawn", "availability", "limit-up", "dispersion", "rationing", "breadth"];
// The venue's own auctions say so themselves.
const auction = "tomorrow's hours in the venue's spot auction";

export function ShortageBox({ data }: { data: CurveAnalytics }) {
  const { t } = useWords();
  const s = data.shortage;
  return (
    <div className="scroll study-box">
      <p>
        <b className="big">{t(`study.tight.${s.state}` as Key)}</b>{" "}
        <span className="muted">
          {t("study.composite", { z: s.composite ?? "–", available: s.available, all: s.signs.length })}
        </span>
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col" className="left">
              {t("study.sign")}
            </th>
            <th scope="col">{t("study.value")}</th>
            <th scope="col">z</th>
            <th scope="col" className="left">
              {t("study.source")}
            </th>
          </tr>
        </thead>
        <tbody>
          {s.signs.map((sign) => (
            <tr key={sign.name}>
              <th scope="row" className="left">
                {names.includes(sign.name) ? t(`study.sign.${sign.name}` as Key) : sign.name}
              </th>
              <td>{sign.value ?? "–"}</td>
              <td>{sign.z ?? "–"}</td>
              <td className="left small">
                {sign.reason && (
                  <span className="warn">{t(`study.reason.${sign.reason}` as Key, { days: sign.days })} </span>
                )}
                <span className="muted">
                  {sign.source.endsWith(auction) && names.includes(sign.name)
                    ? t(`study.auction.${sign.name}` as Key)
                    : names.includes(sign.name)
                    ? t(`study.source.${sign.name}` as Key, { index: data.index })
                    : sign.source}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted small">{t("study.tightRule")}</p>
    </div>
  );
}
