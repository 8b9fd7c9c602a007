// The program's health: checks, latency of engine, log and doors, queue, what listeners missed, age of the feeds.
import type { Count, Health, Timing } from "../../api/operations";
import { fixed, grouped } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { Empty, Failed, Loading, Panel } from "../../panels/Panel";
import { useFetched, useTopic, useVenue } from "../../state/venue";
import { Columns } from "./Columns";
import { IndexAgeText } from "./IndexAgeText";
import { Moment } from "./Moment";
import type { TabProps } from "./page";
import { words } from "./words";

const mebibytes = (bytes: number) => grouped(String(Math.floor(bytes / 1048576)));

export function HealthTab({ version, may }: TabProps & { may: boolean }) {
  const t = useSay(words);
  const asked = useFetched<Health>(may ? "v1/operations/health" : null, version);
  const health = asked.data;
  if (!may || health === null)
    return (
      <Panel id="operations-health" title={t("tab.health")}>
        {!may ? (
          <Empty>{t("health.mayNot")}</Empty>
        ) : asked.error ? (
          <Failed what={t("tab.health")} error={asked.error} retry={asked.retry} />
        ) : (
          <Loading what={t("tab.health")} rows={12} />
        )}
      </Panel>
    );
  return (
    <>
      <Panel id="operations-health" title={t("tab.health")}>
        <ul className="operations-checks">
          {health.checks.map((check) => (
            <li key={check.name}>
              <span className={check.well ? "badge good" : "badge bad"}>{t(check.well ? "health.well" : "health.ill")}</span>{" "}
              <span>{t(`check.${check.name}` as Parameters<typeof t>[0]) ?? check.name}</span> <span lang="en">{check.reason}</span>
            </li>
          ))}
        </ul>
        <Figures health={health} />
      </Panel>
      <div className="operations-split even">
        <Panel id="operations-times" title={t("health.times")}>
          <Times rows={[health.engine, health.flush].filter((x): x is Timing => x !== null)} doors={health.doors} />
        </Panel>
        <Panel id="operations-missed" title={t("health.missed")}>
          <Counts caption={t("health.closed")} rows={health.closed} empty={t("health.closedNone")} />
          <Counts caption={t("health.refusals")} rows={health.refusals} empty={t("health.refusalsNone")} />
          <Counts caption={t("health.sessions")} rows={health.sessions} empty={t("health.sessionsNone")} />
          <Counts caption={t("health.subscribers")} rows={health.subscribers} empty={t("health.sessionsNone")} />
          <Columns
            caption={t("health.feeds")}
            rows={health.feeds}
            rowKey={(f) => f.index}
            empty={t("health.feedsNone")}
            columns={[
              { head: t("index"), left: true, of: (f) => <IndexAgeText age={f} /> },
              { head: t("health.day"), of: (f) => f.indexDay ?? "–" },
              { head: t("withheld"), of: (f) => f.withheld },
            ]}
          />
        </Panel>
      </div>
    </>
  );
}

function Figures({ health }: { health: Health }) {
  const t = useSay(words);
  const { store } = useVenue();
  const resyncing = useTopic("status", () => store.resyncing.size);
  const figures: [string, React.ReactNode][] = [
    [t("health.queue"), health.queue ?? "–"],
    [t("health.lag"), health.viewsLag ?? "–"],
    [t("health.engine"), p99(health.engine)],
    [t("health.flush"), p99(health.flush)],
    [t("health.conflated"), grouped(String(health.conflated))],
    [t("health.resyncing"), resyncing],
    [t("health.log"), health.logBytes === null ? "–" : mebibytes(health.logBytes)],
    [t("health.disk"), health.diskFreeBytes === null ? "–" : mebibytes(health.diskFreeBytes)],
    [t("health.print"), <Moment key="print" of={health.lastPrint} whole />],
    [t("health.settlement"), <Moment key="settlement" of={health.lastSettlement} whole />],
    [t("health.commands"), grouped(String(health.lastCommand))],
    [t("health.events"), grouped(String(health.eventSequence))],
  ];
  return (
    <dl className="operations-figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt className="muted">{name}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const p99 = (timing: Timing | null) => (timing === null ? "–" : (timing.p99Ms ?? "> 5000"));

function Times({ rows, doors }: { rows: readonly Timing[]; doors: readonly Timing[] }) {
  const t = useSay(words);
  return (
    <Columns<Timing>
      caption={t("health.timesHow")}
      rows={[...rows, ...doors]}
      rowKey={(d) => `${d.method} ${d.name}`}
      empty={t("health.timesNone")}
      columns={[
        {
          head: t("health.door"),
          left: true,
          of: (d) => (
            <code translate="no">
              {d.method ?? ""} {d.name}
            </code>
          ),
        },
        { head: t("health.count"), of: (d) => grouped(String(d.count)) },
        { head: t("health.mean"), of: (d) => fixed(d.meanMs, 2) },
        { head: t("health.p50"), of: (d) => d.p50Ms ?? "> 5000" },
        { head: t("health.p99"), of: (d) => d.p99Ms ?? "> 5000" },
      ]}
    />
  );
}

function Counts({ caption, rows, empty }: { caption: string; rows: readonly Count[]; empty: string }) {
  const t = useSay(words);
  return (
    <Columns<Count>
      caption={caption}
      rows={rows}
      rowKey={(c) => c.name}
      empty={empty}
      columns={[
        { head: t("health.what"), left: true, of: (c) => <code translate="no">{c.name}</code> },
        { head: t("health.count"), of: (c) => grouped(String(c.count)) },
      ]}
    />
  );
}
