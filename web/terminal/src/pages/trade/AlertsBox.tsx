// Alerts of one's own: made here, looked at each second, told once when they become true.
import { useState, type FormEvent } from "react";
import { useSay } from "../../i18n/words";
import { Empty } from "../../panels/Panel";
import { isBound, kinds, type Alert, type Kind, type Way } from "./alerts";
import { useTrade } from "./context";
import { Frame } from "./Frame";
import type { Alerts } from "./useAlerts";
import { words } from "./words";

export function AlertsBox({ alerts }: { alerts: Alerts }) {
  const say = useSay(words);
  const { symbolOf } = useTrade();
  const symbol = symbolOf("ticket");
  const [kind, setKind] = useState<Kind>("price");
  const [way, setWay] = useState<Way>("above");
  const [bound, setBound] = useState("");
  const good = isBound(kind, bound);
  const add = (e: FormEvent) => {
    e.preventDefault();
    if (!symbol || !good) return;
    alerts.add({ id: `${Date.now()}`, kind, symbol, way, bound });
    setBound("");
  };
  return (
    <Frame id="alerts" title={say("alerts.title")}>
      <div className="scroll">
        <form className="row wrap trade-alert-form" onSubmit={add} aria-label={say("alerts.add")}>
          <b>{symbol}</b>
          <select value={kind} aria-label={say("alerts.kind")} onChange={(e) => setKind(e.target.value as Kind)}>
            {kinds.map((k) => (
              <option key={k} value={k}>
                {say(`alerts.${k}`)}
              </option>
            ))}
          </select>
          <select value={way} aria-label={say("alerts.way")} onChange={(e) => setWay(e.target.value as Way)}>
            <option value="above">{say("alerts.above")}</option>
            <option value="below">{say("alerts.below")}</option>
          </select>
          <input
            value={bound}
            aria-label={say("alerts.bound")}
            aria-invalid={(bound !== "" && !good) || undefined}
            inputMode="decimal"
            onChange={(e) => setBound(e.target.value.trim())}
          />
          <button type="submit" disabled={!good || symbol === null}>
            {say("alerts.add")}
          </button>
        </form>
        {alerts.list.length === 0 ? (
          <Empty>{say("alerts.none")}</Empty>
        ) : (
          <table>
            <tbody>
              {alerts.list.map((a) => (
                <tr key={a.id}>
                  <td className="left">
                    <AlertWords alert={a} />
                  </td>
                  <td className={alerts.fired.has(a.id) ? "warn" : "muted"}>
                    {say(alerts.fired.has(a.id) ? "alerts.true" : "alerts.waits")}
                  </td>
                  <td className="trade-row-tools">
                    <button type="button" className="small" onClick={() => alerts.remove(a.id)}>
                      {say("alerts.remove")}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p className="note muted">{say("alerts.note")}</p>
      </div>
    </Frame>
  );
}

export function AlertWords({ alert }: { alert: Alert }) {
  const say = useSay(words);
  return <>{say(`alerts.say.${alert.kind}.${alert.way}`, { symbol: alert.symbol, bound: alert.bound })}</>;
}
