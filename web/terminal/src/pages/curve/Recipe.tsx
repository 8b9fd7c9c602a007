// The lots of each leg that lock the inference spread in, and what stays open.
import type { CurveInference } from "../../api/curve";
import { grouped } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { words } from "./words";

export function Recipe({ inference: i }: { inference: CurveInference }) {
  const say = useSay(words);
  if (!i.tokenLeg || !i.gpuLeg) return null;
  return (
    <div className="curve-box">
      <h3>{say("recipe.title")}</h3>
      <p>{say("recipe", { millions: grouped(i.millions) })}</p>
      <ul>
        <li>{say("recipe.token", { ...i.tokenLeg })}</li>
        <li>{say("recipe.gpu", { ...i.gpuLeg })}</li>
        {i.spread && (
          <li>
            {say("recipe.spread", {
              spreads: i.spreads,
              spread: i.spread,
              token: i.spreadTokenLots,
              gpu: i.spreadGpuLots,
            })}
          </li>
        )}
        <li>{say("recipe.rate", { token: i.tokenCurrency, gpu: i.gpuCurrency })}</li>
      </ul>
    </div>
  );
}
