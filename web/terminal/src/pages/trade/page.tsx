// The Trade workspace: one month in many panels, orders whose consequence is told before they are sent.
import { useEffect, useState } from "react";
import { useSay } from "../../i18n/words";
import { Empty, Failed, Loading } from "../../panels/Panel";
import { QuotePanel } from "../../panels/QuotePanel";
import { Tape } from "../../panels/Tape";
import { useParam } from "../../state/params";
import { useTopic } from "../../state/venue";
import type { PageProps } from "../page";
import { AccountBox, tabs, type AccountTab } from "./AccountBox";
import { AlertsBox, AlertWords } from "./AlertsBox";
import { AuctionBox } from "./AuctionBox";
import { ChartBox } from "./ChartBox";
import { TradeContext, useTrade } from "./context";
import { Frame } from "./Frame";
import { LayoutBar } from "./LayoutBar";
import { inColumn, relinked, type PanelId } from "./layouts";
import { LastSaid } from "./LogBox";
import { ObligationBox } from "./ObligationBox";
import { Phone } from "./Phone";
import { SafetyBar } from "./SafetyBar";
import { Spreads } from "./Spreads";
import { StaticLadder } from "./StaticLadder";
import { Strip } from "./Strip";
import { ThreeKeys } from "./ThreeKeys";
import { TicketBox } from "./TicketBox";
import { TradeKeys } from "./TradeKeys";
import { useAlerts, type Alerts } from "./useAlerts";
import { useLayouts } from "./useLayouts";
import { useTradeState } from "./useTradeState";
import { Wall } from "./Wall";
import { Watch } from "./Watch";
import { words } from "./words";
import "./trade.css";

const narrow = "(max-width: 480px)";

function useNarrow(): boolean {
  const [is, setIs] = useState(() => matchMedia(narrow).matches);
  useEffect(() => {
    const list = matchMedia(narrow);
    const told = () => setIs(list.matches);
    list.addEventListener("change", told);
    return () => list.removeEventListener("change", told);
  }, []);
  return is;
}

export default function TradePage(props: PageProps) {
  const say = useSay(words);
  const choice = useLayouts(props);
  const { accounts, trade } = useTradeState(props, choice.layout, (panel) =>
    choice.change(relinked(choice.layout, panel)),
  );
  const alerts = useAlerts();
  const phone = useNarrow();
  const failure = useTopic("board", (s) => (s.boardKnown ? null : s.failure));
  if (!trade)
    return (
      <main className="trade">
        {accounts.error ? (
          <Failed what={say("account.title")} error={accounts.error} retry={accounts.retry} />
        ) : accounts.data ? (
          <Empty>{say("none.account")}</Empty>
        ) : (
          <Loading what={say("account.title")} rows={20} />
        )}
      </main>
    );
  return (
    <TradeContext value={trade}>
      <main className={phone ? "trade phone" : "trade"}>
        <h2 className="hidden">{say("title")}</h2>
        <Strip symbol={trade.symbolOf("ticket")} />
        <div className="trade-bar">
          <SafetyBar />
          {!phone && <LayoutBar choice={choice} />}
        </div>
        <News alerts={alerts} />
        {failure && <Failed what={say("watch.title")} error={failure} />}
        <TradeKeys />
        {(phone || choice.layout.at.ticket === "off") && <LastSaid />}
        {phone ? (
          <Phone {...props} />
        ) : (
          <div className={`trade-grid${inColumn(choice.layout, "ladder").length === 0 ? " no-ladder" : ""}`}>
            {(["left", "middle", "ladder", "right"] as const).map((column) => (
              <div key={column} className={`trade-column ${column}`}>
                {inColumn(choice.layout, column).map((id) => (
                  <Shown key={id} id={id} page={props} alerts={alerts} />
                ))}
              </div>
            ))}
          </div>
        )}
      </main>
    </TradeContext>
  );
}

/** An alert that became true, until it is put away. */
function News({ alerts }: { alerts: Alerts }) {
  const say = useSay(words);
  return (
    <div role="alert" className={alerts.news ? "trade-news" : "hidden"}>
      {alerts.news && (
        <>
          <AlertWords alert={alerts.news} />{" "}
          <button type="button" className="small" onClick={alerts.seen}>
            {say("alerts.seen")}
          </button>
        </>
      )}
    </div>
  );
}

function Shown({ id, page, alerts }: { id: PanelId; page: PageProps; alerts: Alerts }) {
  const say = useSay(words);
  const { symbolOf, who, chooseAccount } = useTrade();
  const [tab, setTab] = useParam<AccountTab>(page.view, page.change, "tab", tabs, "positions");
  switch (id) {
    case "watch":
      return <Watch />;
    case "spreads":
      return <Spreads />;
    case "chart":
      return <ChartBox {...page} />;
    case "wall":
      return <Wall />;
    case "ladder":
      return <StaticLadder />;
    case "ticket":
      return <TicketBox />;
    case "keys":
      return <ThreeKeys />;
    case "auction":
      return <AuctionBox />;
    case "alerts":
      return <AlertsBox alerts={alerts} />;
    case "tape":
      return <Tape symbol={symbolOf("tape")} />;
    case "quotes":
      return (
        <Frame id="quotes" title={say("panel.quotes")}>
          <div className="scroll">
            <QuotePanel symbol={symbolOf("ticket")} account={who.account} choose={chooseAccount} />
          </div>
        </Frame>
      );
    case "obligation":
      return <ObligationBox />;
    case "account":
      return <AccountBox tab={tab} choose={setTab} />;
  }
}
