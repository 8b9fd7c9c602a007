// The day's bulletin: how every month was settled and on what evidence, what was paid, and that it all sums to zero.
import type { Bulletin, BulletinContract } from "../api/types";
import { sign } from "../format/decimal";
import { arrow, grouped, lots, price, signed } from "../format/numbers";
import { useWords } from "../i18n";
import { phrase } from "../i18n/phrases";
import { useFetched, useTopic } from "../state/venue";
import { Direction, Empty, Failed, Loading, SimulatedBadge } from "./Panel";

interface BulletinProps {
  day: string | null;
  chooseDay: (day: string | null) => void;
}

export function useDays() {
  const count = useTopic("bulletins", (s) => s.bulletinCount);
  return useFetched<string[]>("v1/bulletins", count);
}

/** A choice of days, newest first; the newest follows the market. */
export function DayChoice({
  days,
  day,
  choose,
  label,
}: {
  days: readonly string[];
  day: string | null;
  choose: (day: string | null) => void;
  label: string;
}) {
  const newest = days.at(-1);
  return (
    <label className="field">
      <span className="muted">{label}</span>
      <select
        className="num"
        value={day ?? newest}
        onChange={(e) => choose(e.target.value === newest ? null : e.target.value)}
      >
        {days.toReversed().map((d) => (
          <option key={d} value={d}>
            {d}
          </option>
        ))}
      </select>
    </label>
  );
}

export function BulletinPanel({ day, chooseDay }: BulletinProps) {
  const { t } = useWords();
  const days = useDays();
  const count = useTopic("bulletins", (s) => s.bulletinCount);
  const shown = day ?? days.data?.at(-1) ?? null;
  const bulletin = useFetched<Bulletin>(shown && `v1/bulletins/${shown}`, count);
  if (!days.data)
    return days.error ? (
      <Failed what={t("bulletin.title")} error={days.error} retry={days.retry} />
    ) : (
      <Loading what={t("bulletin.title")} rows={12} />
    );
  if (days.data.length === 0) return <Empty>{t("bulletin.empty")}</Empty>;
  const data = bulletin.data;
  return (
    <div className="bulletin">
      <div className="row">
        <DayChoice days={days.data} day={day} choose={chooseDay} label={t("bulletin.day")} />
        {data?.simulated && <SimulatedBadge />}
      </div>
      {bulletin.error && !data ? (
        <Failed what={t("bulletin.title")} error={bulletin.error} retry={bulletin.retry} />
      ) : !data ? (
        <Loading what={t("bulletin.title")} rows={12} />
      ) : (
        <>
          <Reconciliation bulletin={data} />
          {data.contracts.map((c) => (
            <Contract key={c.contract} contract={c} />
          ))}
        </>
      )}
    </div>
  );
}

function Reconciliation({ bulletin }: { bulletin: Bulletin }) {
  const { t } = useWords();
  const r = bulletin.reconciliation;
  return (
    <section className={`reconciliation ${r.balanced ? "good" : "bad"}`} aria-label={t("bulletin.reconciliation")}>
      <p>
        <b>{r.balanced ? `✓ ${t("bulletin.balanced")}` : `✗ ${t("bulletin.unbalanced")}`}</b>{" "}
        <span className="muted">{t("bulletin.sums")}</span>
      </p>
      <dl className="sums">
        <div>
          <dt>{t("bulletin.positions")}</dt>
          <dd>{lots(r.positions)}</dd>
        </div>
        {Object.entries(r.cash).map(([currency, sum]) => (
          <div key={`c${currency}`}>
            <dt>{t("bulletin.cash", { currency })}</dt>
            <dd>{grouped(sum)}</dd>
          </div>
        ))}
        {Object.entries(r.variation).map(([currency, sum]) => (
          <div key={`v${currency}`}>
            <dt>{t("bulletin.variationOf", { currency })}</dt>
            <dd>{grouped(sum)}</dd>
          </div>
        ))}
        <div className="digest">
          <dt>{t("bulletin.digest")}</dt>
          <dd>{bulletin.digest}</dd>
        </div>
      </dl>
    </section>
  );
}

function Contract({ contract: c }: { contract: BulletinContract }) {
  const { t } = useWords();
  return (
    <section aria-label={c.contract}>
      <table>
        <caption>
          {c.contract}{" "}
          <span className="muted">
            {c.calendar} · {c.currency}
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col" className="left">
              {t("bulletin.month")}
            </th>
            <th scope="col">{t("bulletin.settlement")}</th>
            <th scope="col">{t("bulletin.change")}</th>
            <th scope="col" className="left">
              {t("bulletin.tier")}
            </th>
            <th scope="col" title={t("bulletin.volumeTitle")}>
              {t("bulletin.volume")}
            </th>
            <th scope="col" className="c-oi">
              {t("bulletin.openInterest")}
            </th>
          </tr>
        </thead>
        <tbody>
          {c.months.map((m) => (
            <tr key={m.symbol}>
              <th scope="row" className="left">
                {m.symbol}
              </th>
              <td>
                <b>{price(m.settlement)}</b>
              </td>
              <td>
                <Direction of={sign(m.change)}>
                  <span className="arrow">{arrow(m.change)}</span>
                  {signed(m.change)}
                </Direction>
              </td>
              <td className="left words">
                <Rung name={m.tierName} />
                {m.finalPrice !== null && <b> · {t("bulletin.final", { price: m.finalPrice })}</b>}
              </td>
              <td>{lots(m.volume)}</td>
              <td className="c-oi">{lots(m.openInterest)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className="left" colSpan={4}>
              {t("bulletin.total")}
            </th>
            <td>{lots(c.volume)}</td>
            <td className="c-oi">{lots(c.openInterest)}</td>
          </tr>
        </tfoot>
      </table>
      <dl className="sums">
        <div title={t("bulletin.variationTitle")}>
          <dt>{t("bulletin.variation")}</dt>
          <dd>
            {grouped(c.variationGains)} {c.currency}
          </dd>
        </div>
        <div>
          <dt>{t("bulletin.margin")}</dt>
          <dd>
            {grouped(c.marginRequired)} {c.currency}
          </dd>
        </div>
        <div className={sign(c.marginCalls) === 0 ? undefined : "warn"}>
          <dt>{t("bulletin.calls")}</dt>
          <dd>
            {grouped(c.marginCalls)} {c.currency}
          </dd>
        </div>
        <div>
          <dt>{t("bulletin.fees")}</dt>
          <dd>
            {grouped(c.fees)} {c.currency}
          </dd>
        </div>
      </dl>
    </section>
  );
}

/** What the price was found by: a product has its own order of steps, so the name counts and not the number. */
function Rung({ name }: { name: string }) {
  const { language } = useWords();
  const known = phrase(name, language);
  return <span lang={known.lang}>{known.text}</span>;
}
