// The end of a day: how its prices came about, how it was cleared, what was published.
import { useEffect, useState } from "react";
import type { Status } from "../../api/types";
import { useSay } from "../../i18n/words";
import { useDays } from "../../panels/BulletinPanel";
import { Empty, Failed, Loading, Panel } from "../../panels/Panel";
import { useParam } from "../../state/params";
import { useFetched } from "../../state/venue";
import type { PageProps } from "../page";
import { BulletinTab } from "./BulletinTab";
import { CloseTab } from "./CloseTab";
import { DayBar } from "./DayBar";
import { SettlementTab } from "./SettlementTab";
import "./day.css";
import { words } from "./words";

const tabs = ["settlement", "close", "bulletin"] as const;

/** A day that is not settled yet is asked for again after so many milliseconds. */
const pace = 5_000;

/** What a tab is told. */
export interface DayProps extends PageProps {
  day: string;
  /** Changes when the document may have changed. */
  version: number;
  /** Asks anew now: something was done. */
  again: () => void;
  openDay: (day: string) => void;
}

export default function Day({ view, change, look }: PageProps) {
  const say = useSay(words);
  const [tab, setTab] = useParam(view, change, "tab", tabs, "settlement");
  // Whatever the address says is asked of the venue, which names the nearest day.
  const [asked, setAsked] = useParam<string>(view, change, "day", /^.{1,20}$/, "");
  const [round, setRound] = useState(0);
  const days = useDays();
  const status = useFetched<Status>("v1/status", round);
  const trading = (status.data?.calendars ?? []).flatMap((c) => (c.day === null ? [] : [c.day]));
  const settled = days.data ?? [];
  const open = [...new Set(trading)].filter((d) => !settled.includes(d)).sort();
  const day = asked || settled.at(-1) || open[0] || "";
  useEffect(() => {
    const timer = setInterval(() => setRound((n) => n + 1), pace);
    return () => clearInterval(timer);
  }, []);
  const again = () => setRound((n) => n + 1);
  const props: DayProps = { view, change, look, day, version: round, again, openDay: setAsked };
  return (
    <main className="day-page">
      <div className="row day-head">
        <h2>{say("title")}</h2>
        <nav className="choice" aria-label={say("tabs")}>
          {tabs.map((t) => (
            <button key={t} type="button" aria-pressed={t === tab} onClick={() => setTab(t)}>
              {say(`tab.${t}`)}
            </button>
          ))}
        </nav>
      </div>
      {!days.data ? (
        <Panel id="day-days" title={say("day")}>
          {days.error ? (
            <Failed what={say("day")} error={days.error} retry={days.retry} />
          ) : (
            <Loading what={say("day")} rows={10} />
          )}
        </Panel>
      ) : day === "" ? (
        <Empty>{say("noDay")}</Empty>
      ) : (
        <>
          <DayBar key={day} day={day} settled={settled} open={open} choose={setAsked} follow={() => setAsked("")} />
          {tab === "settlement" && <SettlementTab {...props} />}
          {tab === "close" && <CloseTab {...props} />}
          {tab === "bulletin" && <BulletinTab {...props} />}
        </>
      )}
    </main>
  );
}
