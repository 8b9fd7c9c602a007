// The page of the curve: chart and state, months, spreads, shortage, inference spread, history. It shows what the venue
// computed and computes nothing.
import { useEffect, useState } from "react";
import type { CurveAnalytics } from "../../api/curve";
import { useWords } from "../../i18n";
import { shortUnit } from "../../i18n/phrases";
import { useBeginning } from "../../state/beginning";
import { useFetched, useTopic, useVenue } from "../../state/venue";
import { Empty, Failed, Loading, Panel, SimulatedBadge } from "../Panel";
import { CurveFigure, HistoryFigure } from "./CurveFigures";
import { InferenceBox } from "./InferenceBox";
import { MonthTable } from "./MonthTable";
import { ShortageBox } from "./ShortageBox";
import { SpreadMatrix } from "./SpreadMatrix";
import { StateBox } from "./StateBox";

/** Quotes on the page are so many milliseconds old at most. */
const pace = 15_000;

export function CurvePage({
  contract,
  choose,
  look,
}: {
  contract: string | null;
  choose: (contract: string) => void;
  look: string;
}) {
  const { t } = useWords();
  const contracts = useContracts();
  const chosen = contract ?? contracts[0] ?? null;
  const known = useTopic("board", (s) => s.boardKnown);
  const failure = useTopic("board", (s) => s.failure);
  const begin = useBeginning();
  const settled = useTopic("bulletins", (s) => s.bulletinCount);
  const round = useRounds();
  const asked = useFetched<CurveAnalytics>(chosen && `v1/curve/${chosen}/analytics`, `${settled} ${round}`);
  const data = asked.data;
  const unit = data ? shortUnit(data.quote) : null;
  if (!known)
    return (
      <main className="studies">
        {failure ? (
          <Failed what={t("study.title")} error={failure} retry={begin} />
        ) : (
          <Loading what={t("study.title")} rows={12} />
        )}
      </main>
    );
  return (
    <main className="studies">
      <div className="row studies-head">
        <h2>{t("study.title")}</h2>
        <div className="choice" role="group" aria-label={t("study.contract")}>
          {contracts.map((c) => (
            <button key={c} type="button" aria-pressed={c === chosen} onClick={() => choose(c)}>
              {c}
            </button>
          ))}
        </div>
        {data && (
          <span className="muted">
            {t("study.asOf", { day: data.day, quote: unit ? t(unit) : data.quote, tick: data.tick })}
            {data.indexValue &&
              ` ${t("study.index", { index: data.index, value: data.indexValue, day: data.indexDay ?? "" })}`}
          </span>
        )}
        {data?.simulated && <SimulatedBadge />}
      </div>
      {asked.error && !data ? (
        <Failed what={t("study.title")} error={asked.error} retry={asked.retry} />
      ) : !data ? (
        chosen ? (
          <Loading what={t("study.title")} rows={12} />
        ) : (
          <Empty>{t("study.empty")}</Empty>
        )
      ) : (
        <Studies data={data} look={look} />
      )}
    </main>
  );
}

function Studies({ data, look }: { data: CurveAnalytics; look: string }) {
  const { t } = useWords();
  return (
    <>
      <Panel id="study-curve" title={t("study.curve")}>
        <CurveFigure data={data} look={`${look} ${data.contract}`} />
      </Panel>
      <Panel id="study-state" title={t("study.state")}>
        <StateBox data={data} />
      </Panel>
      <Panel id="study-months" title={t("study.months")}>
        <MonthTable data={data} />
      </Panel>
      <Panel id="study-spreads" title={t("study.spreads")}>
        <SpreadMatrix data={data} />
      </Panel>
      <Panel id="study-shortage" title={t("study.shortage")}>
        <ShortageBox data={data} />
      </Panel>
      <Panel id="study-inference" title={t("study.inference")}>
        <InferenceBox data={data} />
      </Panel>
      <Panel id="study-history" title={t("study.history")}>
        <HistoryFigure data={data} look={`${look} ${data.contract} ${data.history.length}`} />
      </Panel>
    </>
  );
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
