// The inference spread by month and the lots of each leg that lock it in.
import type { CurveAnalytics } from "../../api/curve";
import { useWords } from "../../i18n";
import { phrase } from "../../i18n/phrases";

export function InferenceBox({ data }: { data: CurveAnalytics }) {
  const { t, language } = useWords();
  const i = data.inference;
  if (i.why !== null) return <p className="state muted">{t("study.noInference", { why: i.why })}</p>;
  return (
    <div className="scroll study-box">
      <p className="muted small">
        {t("study.inferenceTerms", {
          throughput: i.throughput,
          utilisation: i.utilisation,
          heatRate: i.heatRate,
          rate: i.rate,
          token: i.tokenCurrency,
          gpu: i.gpuCurrency,
        })}{" "}
        {[i.throughputSource, i.rateSource].map((source) => {
          const said = phrase(source, language);
          return (
            <span key={source} lang={said.lang}>
              ({said.text}){" "}
            </span>
          );
        })}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col" className="left">
              {t("study.month")}
            </th>
            <th scope="col">{t("study.tokenPrice", { currency: i.tokenCurrency })}</th>
            <th scope="col">{t("study.gpuPrice", { currency: i.gpuCurrency })}</th>
            <th scope="col">{t("study.perMillion", { currency: i.gpuCurrency })}</th>
            <th scope="col">{t("study.perHour", { currency: i.gpuCurrency })}</th>
            <th scope="col">{t("study.breakEven")}</th>
          </tr>
        </thead>
        <tbody>
          {i.months.map((m) => (
            <tr key={m.month}>
              <th scope="row" className="left">
                {m.month}
              </th>
              <td>{m.tokenPrice}</td>
              <td>{m.gpuPrice}</td>
              <td>{m.perMillion}</td>
              <td>{m.perHour}</td>
              <td>{m.breakEven}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {i.tokenLeg && i.gpuLeg && (
        <>
          <p>{t("study.recipe", { millions: i.millions })}</p>
          <ul>
            <li>{t("study.tokenLeg", { ...i.tokenLeg })}</li>
            <li>{t("study.gpuLeg", { ...i.gpuLeg })}</li>
            {i.spread && (
              <li>
                {t("study.asSpread", {
                  spreads: i.spreads,
                  spread: i.spread,
                  token: i.spreadTokenLots,
                  gpu: i.spreadGpuLots,
                })}
              </li>
            )}
            <li>{t("study.rateOpen", { token: i.tokenCurrency, gpu: i.gpuCurrency })}</li>
          </ul>
        </>
      )}
    </div>
  );
}
