// The index administrator's workbench: one print with everything that made it, and what each part does to it.
import type { Governance, Influence, Paper } from "../../api/governance";
import type { IndexSummary, Print } from "../../api/types";
import { price } from "../../format/numbers";
import { useWords } from "../../i18n";
import { phrase } from "../../i18n/phrases";
import { useSay } from "../../i18n/words";
import { Refusal } from "../../panels/Answer";
import { Failed, Loading, Panel } from "../../panels/Panel";
import { useFetched } from "../../state/venue";
import { RequestFailed } from "../../api/client";
import { Constituents } from "./Constituents";
import { Removed } from "./Removed";
import { Restatements } from "./Restatements";
import { words } from "./words";

interface WorkbenchProps {
  indexes: readonly IndexSummary[];
  chosen: IndexSummary;
  /** Null: the newest print. */
  day: string | null;
  choose: (index: string) => void;
  chooseDay: (day: string | null) => void;
  version: number;
}

export function Workbench({ indexes, chosen, day, choose, chooseDay, version }: WorkbenchProps) {
  const say = useSay(words);
  const { language } = useWords();
  const shown = day ?? chosen.day;
  const path = shown && `v1/indexes/${encodeURIComponent(chosen.index)}/prints/${shown}`;
  const print = useFetched<Print>(path, day === null ? version : 0);
  const influence = useFetched<Influence>(path && `${path}/influence`, day === null ? version : 0);
  const governance = useFetched<Governance>(`v1/indexes/${encodeURIComponent(chosen.index)}/governance`, version);
  const fresh = <T extends { index: string }>(told: T | null) => (told?.index === chosen.index ? told : null);
  const data = fresh(print.data);
  const moved = fresh(influence.data);
  return (
    <>
      <Panel id="indices-bench" title={say("bench.print")}>
        <div className="row wrap indices-bench-head">
          <label className="field">
            <span className="muted">{say("index")}</span>
            <select value={chosen.index} onChange={(e) => choose(e.target.value)}>
              {indexes.map((x) => (
                <option key={x.index} value={x.index}>
                  {x.index} · {language === "zh" ? x.nameZh : x.nameEn}
                </option>
              ))}
            </select>
          </label>
          <DayField key={shown} day={shown ?? ""} choose={chooseDay} />
          <button type="button" className="small" aria-pressed={day === null} onClick={() => chooseDay(null)}>
            {say("bench.newest")}
          </button>
        </div>
        {print.error instanceof RequestFailed && print.error.fault ? (
          <p className="state error" role="alert">
            <Refusal fault={print.error.fault} />
          </p>
        ) : print.error ? (
          <Failed what={say("bench.print")} error={print.error} retry={print.retry} />
        ) : !shown ? (
          <p className="state muted">{say("bench.noPrint")}</p>
        ) : !data ? (
          <Loading what={say("bench.print")} rows={3} />
        ) : (
          <Value print={data} />
        )}
        <Tiers index={chosen.index} version={chosen.version} used={data?.tier ?? null} />
      </Panel>
      {data && (
        <>
          <Constituents print={data} influence={moved?.day === data.day ? moved : null} error={influence.error} />
          <Removed print={data} />
        </>
      )}
      <Restatements told={fresh(governance.data)} error={governance.error} retry={governance.retry} day={shown} />
    </>
  );
}

function DayField({ day, choose }: { day: string; choose: (day: string) => void }) {
  const say = useSay(words);
  return (
    <form
      className="row"
      onSubmit={(e) => {
        e.preventDefault();
        const given = new FormData(e.currentTarget).get("day");
        if (typeof given === "string" && /^\d{4}-\d{2}-\d{2}$/.test(given.trim())) choose(given.trim());
      }}
    >
      <label className="field">
        <span className="muted">{say("day")}</span>
        <input name="day" className="num indices-day" inputMode="numeric" maxLength={10} defaultValue={day} />
      </label>
      <button type="submit" className="small">
        {say("bench.open")}
      </button>
    </form>
  );
}

function Value({ print }: { print: Print }) {
  const say = useSay(words);
  const { language } = useWords();
  const tier = phrase(print.tierName, language);
  const unit = phrase(print.unit, language);
  return (
    <p className="row wrap indices-bench-value">
      <b className="num big" data-q={`print:${print.index}:${print.day}`}>
        {print.value === null ? say("withheld") : price(print.value)}
      </b>
      <span className="muted">
        {print.currency} / <span lang={unit.lang}>{unit.text}</span>
      </span>
      <span className={`badge ${print.tier === 1 ? "good" : print.value === null ? "bad" : "warn"}`}>
        {say("bench.tier", { tier: print.tier })} <span lang={tier.lang}>{tier.text}</span>
      </span>
      <span className="muted num">{say("bench.version", { version: print.version, day: print.day })}</span>
    </p>
  );
}

/** The methodology's fallback tiers in their order, the one that the print rests on marked. */
function Tiers({ index, version, used }: { index: string; version: number; used: number | null }) {
  const say = useSay(words);
  const { language } = useWords();
  const asked = useFetched<Paper>(`v1/indexes/${encodeURIComponent(index)}/methodology`, version);
  const paper = asked.data;
  const list = paper && typeof paper === "object" && !Array.isArray(paper) ? paper.fallback : null;
  const names = Array.isArray(list)
    ? list.map((f) => (f && typeof f === "object" && !Array.isArray(f) ? String(f.name ?? f.tier ?? "") : String(f)))
    : [];
  return (
    <section className="indices-part" aria-label={say("bench.tiers")}>
      <h3>{say("bench.tiers")}</h3>
      <ol className="indices-tiers">
        {["full methodology", ...names].map((name, i) => {
          const told = phrase(name, language);
          return (
            <li key={name} aria-current={used === i + 1 || undefined}>
              <span lang={told.lang}>{told.text}</span>{" "}
              {used === i + 1 && <span className={`badge ${i === 0 ? "good" : "warn"}`}>{say("bench.used")}</span>}
            </li>
          );
        })}
      </ol>
      {used === 0 && <p className="warn">{say("bench.noTier")}</p>}
    </section>
  );
}
