// Months that collect orders in an auction: at what price it would end now, how many lots, who is left over.
import { lots, price } from "../../format/numbers";
import { local } from "../../format/time";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { Empty } from "../../panels/Panel";
import { isAuction, phaseKey, surplusKey } from "../../panels/PhaseStrip";
import { useTopic, useVenue } from "../../state/venue";
import { useTrade } from "./context";
import { Frame } from "./Frame";
import { words } from "./words";

export function AuctionBox() {
  const { t } = useWords();
  const say = useSay(words);
  const { store } = useVenue();
  const { choose, symbolOf } = useTrade();
  useTopic("board", (s) => s.symbols);
  useTopic("status", (s) => s.time);
  const rows = [...store.rows.values()].filter((r) => isAuction(r.phase));
  const chosen = symbolOf("auction");
  return (
    <Frame id="auction" live title={say("auction.title")}>
      {rows.length === 0 ? (
        <Empty>{say("auction.none")}</Empty>
      ) : (
        <div className="scroll">
          <table className="trade-auction">
            <thead>
              <tr>
                <th scope="col" className="left">
                  {say("watch.symbol")}
                </th>
                <th scope="col" className="left">
                  {say("strip.phase")}
                </th>
                <th scope="col">{t("auction.indicative")}</th>
                <th scope="col">{say("positions.lots")}</th>
                <th scope="col" className="left">
                  {say("auction.surplus")}
                </th>
                <th scope="col">{say("strip.previous")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((r) => (
                <tr key={r.symbol} className={r.symbol === chosen ? "chosen" : undefined}>
                  <th scope="row" className="left">
                    <button type="button" className="link" onClick={() => choose("auction", r.symbol)}>
                      {r.symbol}
                    </button>
                  </th>
                  <td className="left">
                    {t(phaseKey(r.phase))} {local(r.phaseUntil ?? null, r.calendar)?.clock}
                  </td>
                  <td data-q={`indicative:${r.symbol}`}>{r.indicativeLots ? price(r.indicativePrice) : "–"}</td>
                  <td>{lots(r.indicativeLots ?? 0)}</td>
                  <td className="left">
                    {r.indicativeLots
                      ? t(surplusKey(r.indicativeSurplus), { lots: lots(Math.abs(r.indicativeSurplus ?? 0)) })
                      : t("auction.nothing")}
                  </td>
                  <td>{price(r.previousSettlement)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Frame>
  );
}
