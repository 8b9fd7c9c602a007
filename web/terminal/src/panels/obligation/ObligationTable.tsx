// How far obligations are met: a row a month, each figure beside what was agreed, states in mark and word.
import type { NowState, Obligations, TimeState } from "../../api/obligations";
import { absent, lots } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { clock, mark, percent, rowsOf, short, spread, type ObligationRow } from "./figures";
import { words } from "./words";
import "./obligation.css";

interface ObligationTableProps {
  told: readonly Obligations[];
  month: string;
  /** Several makers stand in it: each row says whose it is. */
  makers?: boolean;
  /** Makes a month a way to it. */
  choose?: (symbol: string) => void;
}

export function ObligationTable({ told, month, makers = false, choose }: ObligationTableProps) {
  const say = useSay(words);
  const caption = say("table", { month });
  const head = (text: string, title?: string, left = false) => (
    <th scope="col" title={title} className={left ? "left" : undefined}>
      {text}
    </th>
  );
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={caption}>
      <table className="wide obligation-table" aria-label={caption}>
        <thead>
          <tr>
            {makers && head(say("maker"), undefined, true)}
            {head(say("symbol"), undefined, true)}
            {head(say("now"), undefined, true)}
            {head(say("today"), undefined, true)}
            {head(say("line"))}
            {head(say("month"), undefined, true)}
            {head(say("lacking"), say("lackingTitle"))}
            {head(say("spreadNow"), say("spreadNowTitle"))}
            {head(say("spreadAverage"), say("spreadAverageTitle"))}
            {head(say("spreadMost"))}
            {head(say("lotsNow"), say("lotsNowTitle"))}
            {head(say("lotsAverage"), say("lotsAverageTitle"))}
            {head(say("lotsLeast"))}
            {head(say("monthDays"))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(told).map((r) => (
            <Row key={`${r.who.account} ${r.row.symbol} ${r.row.agreement}`} {...r} makers={makers} choose={choose} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps extends ObligationRow {
  makers: boolean;
  choose: ((symbol: string) => void) | undefined;
}

function Row({ who, agreed, row, makers, choose }: RowProps) {
  const say = useSay(words);
  const { now, today, monthToDate } = row;
  const unit = agreed.spreadUnit;
  const most = unit === "ticks" ? `${short(agreed.widestSpread)} ${say("unitTicks")}` : spread(agreed.widestSpread, unit);
  const line = short(agreed.leastPresencePercent);
  const month = choose ? (
    <button type="button" className="link" onClick={() => choose(row.symbol)}>
      {row.symbol}
    </button>
  ) : (
    row.symbol
  );
  return (
    <tr data-agreement={row.agreement}>
      {makers && (
        <th scope="row" className="left" translate="no">
          {who.account} {who.name}
        </th>
      )}
      {makers ? (
        <td className="left">{month}</td>
      ) : (
        <th scope="row" className="left">
          {month}
        </th>
      )}
      <td className="left">{now ? <State of={now.state} /> : say("notHeld")}</td>
      <td className="left">
        {today && <Meter value={today.presencePercent} line={line} />}
        <span className="obligation-value">{percent(today?.presencePercent ?? null)}</span>{" "}
        {today && <State of={today.state} />}
      </td>
      <td>{say("atLeast", { value: `${line} %` })}</td>
      <td className="left">
        <Meter value={monthToDate.presencePercent} line={line} />
        <span className="obligation-value">{percent(monthToDate.presencePercent)}</span> <State of={monthToDate.state} />
      </td>
      <td>{today ? (today.lackingNanoseconds === 0 ? absent : clock(today.lackingNanoseconds)) : absent}</td>
      <td>{spread(now?.spread ?? null, unit)}</td>
      <td>{spread(today?.averageSpread ?? null, unit)}</td>
      <td>{say("atMost", { value: most })}</td>
      <td>{now ? lots(now.lots) : absent}</td>
      <td>{today?.averageSize ?? absent}</td>
      <td>{say("atLeast", { value: lots(agreed.leastLots) })}</td>
      <td>{row.days.length}</td>
    </tr>
  );
}

function State({ of }: { of: NowState | TimeState }) {
  const say = useSay(words);
  return (
    <span className={`obligation-state ${of === "met" ? "met" : of === "no session" ? "idle" : "short"}`} data-state={of}>
      <span aria-hidden="true">{mark(of)}</span> {say(`state.${of}`)}
    </span>
  );
}

/** For the eye only: the figures stand beside it. */
function Meter({ value, line }: { value: string | null; line: string }) {
  return (
    <span className="obligation-meter" aria-hidden="true">
      <span className="obligation-fill" style={{ width: `${value ?? 0}%` }} />
      <span className="obligation-line" style={{ left: `${line}%` }} />
    </span>
  );
}
