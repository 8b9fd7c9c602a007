// The page of curves: a contract, a settled day, and what its curve says. It shows what the venue computed and computes
// nothing.
import { useEffect, useState } from "react";
import { RequestFailed } from "../../api/client";
import type { CurveAnalytics } from "../../api/curve";
import type { CurveHistory } from "../../api/curve-papers";
import { useWords } from "../../i18n";
import { shortUnit } from "../../i18n/phrases";
import { useSay } from "../../i18n/words";
import { Empty, Failed, Loading, SimulatedBadge } from "../../panels/Panel";
import { useBeginning } from "../../state/beginning";
import { useBoard } from "../../state/board";
import { useParam } from "../../state/params";
import { useFetched, useTopic, useVenue } from "../../state/venue";
import type { PageProps } from "../page";
import { CarryTab } from "./CarryTab";
import { CurveTab } from "./CurveTab";
import { FitTab } from "./FitTab";
import { HistoryTab } from "./HistoryTab";
import { InferenceTab } from "./InferenceTab";
import { PcaTab } from "./PcaTab";
import { SeasonTab } from "./SeasonTab";
import { ShortageTab } from "./ShortageTab";
import { SpreadsTab } from "./SpreadsTab";
import type { TabProps } from "./tab";
import { words } from "./words";
import "./curve.css";

const tabs = ["curve", "history", "carry", "spreads", "fit", "pca", "season", "shortage", "inference"] as const;

/** Quotes on the page are so many milliseconds old at most. */
const pace = 5_000;

export default function Curve({ view, change, look }: PageProps) {
  const say = useSay(words);
  const { t } = useWords();
  const { row, chooseContract } = useBoard(view, change);
  const contracts = useContracts();
  const chosen = row?.contract ?? contracts[0] ?? null;
  const [tab, setTab] = useParam(view, change, "tab", tabs, "curve");
  const [day, setDay] = useParam<string>(view, change, "day", /^\d{4}-\d{2}-\d{2}$/, "");
  const known = useTopic("board", (s) => s.boardKnown);
  const failure = useTopic("board", (s) => s.failure);
  const begin = useBeginning();
  const settled = useTopic("bulletins", (s) => s.bulletinCount);
  const round = useRounds();
  const of = chosen ? `v1/curve/${chosen}` : null;
  const at = day ? `?day=${day}` : "";
  // A past day is told once; only the newest has quotes of now.
  const asked = useFetched<CurveAnalytics>(of && `${of}/analytics${at}`, day ? settled : `${settled} ${round}`);
  const all = useFetched<CurveHistory>(of && `${of}/history`, settled);
  const then = useFetched<CurveHistory>(day && of ? `${of}/history${at}` : null, settled);
  const data = asked.data?.contract === chosen ? asked.data : null;
  const history = (day ? then : all).data;
  const unit = data ? shortUnit(data.quote) : null;
  const settledDays = all.data?.contract === chosen ? all.data.days : null;
  const missing = day !== "" && settledDays !== null && !settledDays.some((d) => d.day === day);
  const props: TabProps | null = data && {
    data,
    history: history?.contract === chosen ? history : null,
    view,
    change,
    look: `${look} ${data.contract}`,
    unit: unit ? t(unit) : data.quote,
    at,
    version: String(settled),
  };
  return (
    <main className="curve">
      <div className="curve-head">
        <h2>{say("title")}</h2>
        <div className="choice" role="group" aria-label={say("contract")}>
          {contracts.map((c) => (
            <button key={c} type="button" aria-pressed={c === chosen} onClick={() => chooseContract(c)}>
              {c}
            </button>
          ))}
        </div>
        <label className="field">
          {say("day")}
          <select value={day} onChange={(e) => setDay(e.target.value)}>
            <option value="">{say("newest")}</option>
            {day && !settledDays?.some((d) => d.day === day) && <option value={day}>{day}</option>}
            {[...(settledDays ?? [])].reverse().map((d) => (
              <option key={d.day} value={d.day}>
                {d.day}
              </option>
            ))}
          </select>
        </label>
        {data && (
          <span className="muted">
            {say("asOf", { day: data.day, quote: unit ? t(unit) : data.quote, tick: data.tick })}{" "}
            {data.indexValue && say("index", { index: data.index, value: data.indexValue, day: data.indexDay ?? "" })}
          </span>
        )}
        {data?.simulated && <SimulatedBadge />}
      </div>
      <nav className="choice curve-tabs" aria-label={say("tabs")}>
        {tabs.map((name) => (
          <button key={name} type="button" aria-pressed={name === tab} onClick={() => setTab(name)}>
            {say(`tab.${name}`)}
          </button>
        ))}
      </nav>
      {!known && failure ? (
        <Failed what={say("title")} error={failure} retry={begin} />
      ) : missing ? (
        <Empty>{say("noDay", { contract: chosen ?? "", day })}</Empty>
      ) : asked.error && !data ? (
        isEmpty(asked.error) ? (
          <Empty>{say("empty")}</Empty>
        ) : (
          <Failed what={say("waiting")} error={asked.error} retry={asked.retry} />
        )
      ) : known && !chosen ? (
        <Empty>{say("empty")}</Empty>
      ) : !props ? (
        <Loading what={say("waiting")} rows={12} />
      ) : (
        <Tab name={tab} {...props} />
      )}
    </main>
  );
}

/** A contract without a settled day is no failure. */
const isEmpty = (error: Error) => error instanceof RequestFailed && error.fault?.field === "contract";

function Tab({ name, ...props }: TabProps & { name: (typeof tabs)[number] }) {
  switch (name) {
    case "curve":
      return <CurveTab {...props} />;
    case "history":
      return <HistoryTab {...props} />;
    case "carry":
      return <CarryTab {...props} />;
    case "spreads":
      return <SpreadsTab {...props} />;
    case "fit":
      return <FitTab {...props} />;
    case "pca":
      return <PcaTab {...props} />;
    case "season":
      return <SeasonTab {...props} />;
    case "shortage":
      return <ShortageTab {...props} />;
    case "inference":
      return <InferenceTab {...props} />;
  }
}

/** Products on the board, in its order. */
function useContracts(): readonly string[] {
  const { store } = useVenue();
  const symbols = useTopic("board", (s) => s.symbols);
  const rows = symbols.map((s) => store.rows.get(s)).filter((r) => r !== undefined && !r.spread);
  return [...new Set(rows.map((r) => r!.contract))];
}

function useRounds(): number {
  const [round, setRound] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setRound((n) => n + 1), pace);
    return () => clearInterval(timer);
  }, []);
  return round;
}
