// The statement of one account on one day: where it began, what happened, where it ended.
import type { SpotCash } from "../api/spot";
import type { Account, Statement, StatementCash } from "../api/types";
import { sign } from "../format/decimal";
import { grouped, lots, price, signed } from "../format/numbers";
import { stamp } from "../format/time";
import { useWords, type Key } from "../i18n";
import { named } from "../i18n/names";
import { useFetched, useTopic, useVenue } from "../state/venue";
import { DayChoice, useDays } from "./BulletinPanel";
import { Direction, Empty, Failed, Loading, SimulatedBadge } from "./Panel";

interface StatementProps {
  account: number | null;
  day: string | null;
  /** Null: the account is chosen elsewhere on the page. */
  choose: ((account: number) => void) | null;
  chooseDay: (day: string | null) => void;
}

export function StatementPanel({ account, day, choose, chooseDay }: StatementProps) {
  const { t, language } = useWords();
  const days = useDays();
  const count = useTopic("bulletins", (s) => s.bulletinCount);
  const accounts = useFetched<Account[]>("v1/accounts", count);
  const who = accounts.data?.find((a) => a.account === account) ?? accounts.data?.[0];
  const shown = day ?? days.data?.at(-1) ?? null;
  const statement = useFetched<Statement>(
    who && shown ? `v1/accounts/${who.account}/statement?day=${shown}` : null,
    count,
  );
  const error = accounts.error ?? days.error;
  if (!accounts.data || !days.data)
    return error ? (
      <Failed
        what={t("statement.title")}
        error={error}
        retry={() => {
          accounts.retry();
          days.retry();
        }}
      />
    ) : (
      <Loading what={t("statement.title")} rows={12} />
    );
  if (!who) return <Empty>{t("statement.noAccounts")}</Empty>;
  if (!shown) return <Empty>{t("statement.noDays")}</Empty>;
  const data = statement.data;
  return (
    <div className="statement">
      <div className="row wrap">
        {choose && (
          <label className="field">
            <span className="muted">{t("statement.account")}</span>
            <select value={who.account} onChange={(e) => choose(Number(e.target.value))}>
              {accounts.data.map((a) => (
                <option key={a.account} value={a.account}>
                  {a.account} · {named(a.name, language)} · {roleWords(a.role, t)}
                </option>
              ))}
            </select>
          </label>
        )}
        <DayChoice days={days.data} day={day} choose={chooseDay} label={t("statement.day")} />
        {who.simulated && <SimulatedBadge />}
      </div>
      {statement.error && !data ? (
        <Failed what={t("statement.title")} error={statement.error} retry={statement.retry} />
      ) : !data ? (
        <Loading what={t("statement.title")} rows={12} />
      ) : (
        <>
          {data.currencies.length === 0 ? (
            <Empty>{t("statement.noCash", { day: data.day })}</Empty>
          ) : (
            <Cash rows={data.currencies} />
          )}
          <Positions statement={data} />
          <Trades statement={data} />
        </>
      )}
    </div>
  );
}

function roleWords(role: string, t: (key: Key) => string): string {
  const known = ["maker", "hedger-long", "hedger-short", "trader"];
  return known.includes(role) ? t(`role.${role}` as Key) : role;
}

const lines = [
  "opening",
  "deposits",
  "corrections",
  "variation",
  "finalSettlement",
  "fees",
  "closing",
  "margin",
  "available",
] as const;
/** Lines of the spot market, shown when one of the currencies has some. */
export const spotLines: readonly (keyof SpotCash)[] = [
  "setAside",
  "prepaid",
  "collateral",
  "delivered",
  "refunded",
  "penalties",
  "supplyInvoices",
];
const moves = new Set<string>(["deposits", "corrections", "variation", "finalSettlement"]);
const totals = new Set<string>(["closing", "available"]);

function Cash({ rows }: { rows: readonly StatementCash[] }) {
  const { t } = useWords();
  const called = rows.some((r) => sign(r.marginCall) !== 0);
  const corrected = rows.some((r) => sign(r.corrections) !== 0);
  const shown = lines.filter((line) => line !== "corrections" || corrected);
  const spot = spotLines.filter((line) => rows.some((r) => r.spot && sign(r.spot[line]) !== 0));
  return (
    <table className="cash">
      <thead>
        <tr>
          <th scope="col" className="left">
            {t("statement.line")}
          </th>
          {rows.map((r) => (
            <th key={r.currency} scope="col">
              {r.currency}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.flatMap((line) => [
          ...(line === "variation" ? spot.map((name) => <SpotLine key={name} line={name} rows={rows} />) : []),
          <tr key={line} className={totals.has(line) ? "total" : undefined}>
            <th scope="row" className="left">
              {t(`statement.${line}` as Key)}
            </th>
            {rows.map((r) => (
              <td key={r.currency}>
                {moves.has(line) ? (
                  <Direction of={line === "deposits" ? 0 : sign(r[line])}>{signed(r[line])}</Direction>
                ) : (
                  grouped(r[line])
                )}
              </td>
            ))}
          </tr>,
        ])}
        {called && (
          <tr className="warn">
            <th scope="row" className="left">
              {t("statement.call")}
            </th>
            {rows.map((r) => (
              <td key={r.currency}>{grouped(r.marginCall)}</td>
            ))}
          </tr>
        )}
      </tbody>
    </table>
  );
}

function SpotLine({ line, rows }: { line: keyof SpotCash; rows: readonly StatementCash[] }) {
  const { t } = useWords();
  return (
    <tr>
      <th scope="row" className="left">
        {t(`statement.spot.${line}`)}
      </th>
      {rows.map((r) => (
        <td key={r.currency}>
          <Direction of={0}>{signed(r.spot?.[line] ?? "0.00")}</Direction>
        </td>
      ))}
    </tr>
  );
}

function Positions({ statement }: { statement: Statement }) {
  const { t } = useWords();
  if (statement.positions.length === 0) return <Empty>{t("statement.noPositions", { day: statement.day })}</Empty>;
  return (
    <table>
      <caption>{t("statement.positions")}</caption>
      <thead>
        <tr>
          <th scope="col" className="left">
            {t("statement.symbol")}
          </th>
          <th scope="col">{t("statement.lots")}</th>
          <th scope="col">{t("statement.settlement")}</th>
          <th scope="col">{t("statement.variation")}</th>
        </tr>
      </thead>
      <tbody>
        {statement.positions.map((p) => (
          <tr key={p.symbol}>
            <th scope="row" className="left">
              {p.symbol}
            </th>
            <td>
              <span className="muted">{p.lots === 0 ? "" : t(p.lots > 0 ? "statement.long" : "statement.short")}</span>{" "}
              {signed(String(p.lots))}
            </td>
            <td>{price(p.settlement)}</td>
            <td>
              <Direction of={sign(p.variation)}>{signed(p.variation)}</Direction>{" "}
              <span className="muted">{p.currency}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Trades({ statement }: { statement: Statement }) {
  const { t } = useWords();
  const { store } = useVenue();
  if (statement.trades.length === 0) return <Empty>{t("statement.noTrades", { day: statement.day })}</Empty>;
  return (
    <table>
      <caption>
        {t("statement.trades")} <span className="muted">{lots(statement.trades.length)}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col" className="left">
            {t("statement.time")}
          </th>
          <th scope="col" className="left">
            {t("statement.symbol")}
          </th>
          <th scope="col" className="left">
            {t("statement.side")}
          </th>
          <th scope="col">{t("statement.price")}</th>
          <th scope="col">{t("statement.lots")}</th>
          <th scope="col">{t("statement.fee")}</th>
        </tr>
      </thead>
      <tbody>
        {statement.trades.map((x, i) => (
          <tr key={`${x.trade} ${x.side} ${i}`}>
            <td className="left muted">{stamp(x.time, store.rows.get(x.symbol)?.calendar)}</td>
            <th scope="row" className="left">
              {x.symbol}
            </th>
            <td className={`left ${x.side === "buy" ? "bid" : "ask"}`}>
              {t(x.side === "buy" ? "tape.buy" : "tape.sell")}
              {x.forced && <span className="muted"> {t("statement.forced")}</span>}
              {x.origin === "forced reduction" && <span className="muted"> {t("statement.reduced")}</span>}
            </td>
            <td>{price(x.price)}</td>
            <td>{lots(x.lots)}</td>
            <td>{grouped(x.fee)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
