// The bulletin of a day: volume, open interest, settlement, change, money, reconciliation, rankings, files.
import type { Bulletin, BulletinContract } from "../../api/types";
import { sign } from "../../format/decimal";
import { arrow, grouped, lots, price, signed } from "../../format/numbers";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { save } from "../../panels/download";
import { Direction, Panel, SimulatedBadge } from "../../panels/Panel";
import { useFetched, useTopic } from "../../state/venue";
import { Document } from "./Document";
import { monthsFile } from "./files";
import type { DayProps } from "./page";
import { RankingPanel } from "./RankingPanel";
import { tierName } from "./tier";
import { words } from "./words";

export function BulletinTab(props: DayProps) {
  const { day, openDay } = props;
  const say = useSay(words);
  const count = useTopic("bulletins", (s) => s.bulletinCount);
  const asked = useFetched<Bulletin>(`v1/bulletins/${encodeURIComponent(day)}`, count);
  const data = asked.data?.day === day ? asked.data : null;
  return (
    <Document
      id="day-bulletin"
      title={say("tab.bulletin")}
      asked={asked}
      data={data}
      none={(d) => d.contracts.length === 0}
      openDay={openDay}
    >
      {(bulletin) => (
        <>
          <Panel id="day-bulletin" title={say("bul.months")} tools={<Files bulletin={bulletin} />}>
            <Balanced bulletin={bulletin} />
            {bulletin.contracts.map((c) => (
              <Contract key={c.contract} contract={c} />
            ))}
            {bulletin.spreads.length > 0 && <Spreads bulletin={bulletin} />}
          </Panel>
          <RankingPanel {...props} version={count} />
        </>
      )}
    </Document>
  );
}

function Files({ bulletin }: { bulletin: Bulletin }) {
  const say = useSay(words);
  const name = `bulletin-${bulletin.day}`;
  return (
    <>
      {bulletin.simulated && <SimulatedBadge />}
      <button
        type="button"
        className="small"
        onClick={() => save(monthsFile(bulletin, say), `${name}.csv`)}
      >
        {say("bul.csv")}
      </button>
      <button
        type="button"
        className="small"
        onClick={() => save(JSON.stringify(bulletin, null, 2), `${name}.json`, "application/json")}
      >
        {say("bul.json")}
      </button>
    </>
  );
}

function Balanced({ bulletin }: { bulletin: Bulletin }) {
  const say = useSay(words);
  const good = bulletin.reconciliation.balanced;
  return (
    <p className="day-note">
      <b className={good ? "badge good" : "badge bad"}>{say(good ? "bul.balanced" : "bul.unbalanced")}</b>{" "}
      <span className="muted num">{say("bul.fingerprint", { digest: bulletin.digest })}</span>
    </p>
  );
}

function Contract({ contract: c }: { contract: BulletinContract }) {
  const say = useSay(words);
  const { language } = useWords();
  const money: [string, string][] = [
    [say("bul.gains"), c.variationGains],
    [say("bul.losses"), c.variationLosses],
    [say("bul.margin"), c.marginRequired],
    [say("bul.calls"), c.marginCalls],
    [say("bul.fees"), c.fees],
  ];
  return (
    <section className="day-contract" aria-label={c.contract}>
      <div className="scroll" tabIndex={0} role="region" aria-label={c.contract}>
        <table className="wide day-table">
          <caption>
            <span translate="no">{c.contract}</span>{" "}
            <span className="muted">
              {c.calendar} · {c.currency}
            </span>
          </caption>
          <thead>
            <tr>
              <th scope="col" className="left">{say("month")}</th>
              <th scope="col">{say("previous")}</th>
              <th scope="col">{say("published")}</th>
              <th scope="col">{say("change")}</th>
              <th scope="col" className="left">{say("tier")}</th>
              <th scope="col">{say("bul.volume")}</th>
              <th scope="col">{say("bul.openInterest")}</th>
              <th scope="col">{say("bul.final")}</th>
            </tr>
          </thead>
          <tbody>
            {c.months.map((m) => (
              <tr key={m.symbol}>
                <th scope="row" className="left" translate="no">{m.symbol}</th>
                <td>{price(m.previous)}</td>
                <td>
                  <b data-q={`settlement:${m.symbol}`}>{price(m.settlement)}</b>
                </td>
                <td>
                  <Direction of={sign(m.change)}>
                    {arrow(m.change)} {signed(m.change)}
                  </Direction>
                </td>
                <td className="left">{tierName(m.tierName, language)}</td>
                <td>{lots(m.volume)}</td>
                <td>{lots(m.openInterest)}</td>
                <td>{price(m.finalPrice)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" className="left" colSpan={5}>{say("bul.total")}</th>
              <td>{lots(c.volume)}</td>
              <td>{lots(c.openInterest)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
      <dl className="day-money" aria-label={say("bul.money", { contract: c.contract, currency: c.currency })}>
        {money.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd className="num">
              {grouped(value)} {c.currency}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Spreads({ bulletin }: { bulletin: Bulletin }) {
  const say = useSay(words);
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={say("bul.spreads")}>
      <table className="day-table">
        <caption>{say("bul.spreads")}</caption>
        <thead>
          <tr>
            <th scope="col" className="left">{say("month")}</th>
            <th scope="col">{say("bul.last")}</th>
            <th scope="col">{say("bul.volume")}</th>
            <th scope="col">{say("bul.implied")}</th>
          </tr>
        </thead>
        <tbody>
          {bulletin.spreads.map((s) => (
            <tr key={s.symbol}>
              <th scope="row" className="left" translate="no">{s.symbol}</th>
              <td>{price(s.last)}</td>
              <td>{lots(s.volume)}</td>
              <td>{lots(s.implied)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
