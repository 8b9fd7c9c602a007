// Market quality: a card for each contract with its months, and each maker's presence, spread, size, trades, cancels.
import type { MakerQuality, MonthQuality, Quality } from "../../api/operations";
import { grouped } from "../../format/numbers";
import { useWords } from "../../i18n";
import { named } from "../../i18n/names";
import { useSay } from "../../i18n/words";
import { Empty, Failed, Loading, Panel } from "../../panels/Panel";
import { useParam } from "../../state/params";
import { useFetched } from "../../state/venue";
import { Columns } from "./Columns";
import { ObligationsPanel } from "./ObligationsPanel";
import type { TabProps } from "./page";
import { words } from "./words";

const spreads = ["1", "2", "5", "10", "20", "50", "100"] as const;
const sizes = ["1", "2", "5", "10", "20", "50", "100"] as const;

const share = (percent: string | null) => (percent === null ? "–" : `${percent} %`);

export function MakersTab({ view, change, version, may }: TabProps & { may: boolean }) {
  const t = useSay(words);
  const [spread, setSpread] = useParam(view, change, "spread", spreads, "10");
  const [lots, setLots] = useParam(view, change, "lots", sizes, "1");
  const asked = useFetched<Quality>(may ? `v1/operations/quality?spread=${spread}&lots=${lots}` : null, version);
  const contracts = [...new Set(asked.data?.months.map((m) => m.contract) ?? [])];
  const choose = (label: string, all: readonly string[], value: string, set: (v: never) => void) => (
    <label>
      <span>{label}</span>{" "}
      <select value={value} onChange={(e) => set(e.target.value as never)}>
        {all.map((v) => (
          <option key={v}>{v}</option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <Panel id="operations-quality" title={t("tab.makers")}>
        <div className="row wrap operations-line">
          {choose(t("makers.spread"), spreads, spread, setSpread)}
          {choose(t("makers.lots"), sizes, lots, setLots)}
        </div>
        <p className="operations-line muted">{t("makers.how")}</p>
        {!may ? (
          <Empty>{t("makers.mayNot")}</Empty>
        ) : asked.error && !asked.data ? (
          <Failed what={t("tab.makers")} error={asked.error} retry={asked.retry} />
        ) : asked.data === null ? (
          <Loading what={t("tab.makers")} rows={10} />
        ) : (
          <p className="operations-line muted num">{t("asOf", { sequence: asked.data.eventSequence })}</p>
        )}
      </Panel>
      {may && <ObligationsPanel version={version} />}
      {asked.data &&
        contracts.map((contract) => (
          <Card
            key={contract}
            contract={contract}
            months={asked.data!.months.filter((m) => m.contract === contract)}
            makers={asked.data!.makers.filter((m) => m.contract === contract)}
          />
        ))}
    </>
  );
}

interface CardProps {
  contract: string;
  months: readonly MonthQuality[];
  makers: readonly MakerQuality[];
}

function Card({ contract, months, makers }: CardProps) {
  const t = useSay(words);
  const { language } = useWords();
  return (
    <Panel id={`operations-card-${contract}`} title={t("makers.card", { contract })}>
      <Columns<MonthQuality>
        caption={t("makers.months", { contract })}
        rows={months}
        rowKey={(m) => m.symbol}
        empty={t("months.none")}
        columns={[
          { head: t("month"), left: true, of: (m) => m.symbol },
          { head: t("makers.day"), of: (m) => m.day },
          { head: t("makers.open"), of: (m) => grouped(String(Math.floor(m.openSeconds / 60))) },
          { head: t("twoSided"), of: (m) => share(m.twoSidedPercent) },
          { head: t("makers.spreadTicks"), of: (m) => m.spreadTicks ?? "–" },
          { head: t("makers.spreadBp"), of: (m) => m.spreadBp ?? "–" },
          { head: t("makers.bestSize"), of: (m) => m.bestSize ?? "–" },
          { head: t("makers.depthBid"), of: (m) => grouped(String(m.bidLots)) },
          { head: t("makers.depthAsk"), of: (m) => grouped(String(m.askLots)) },
          { head: t("makers.trades"), of: (m) => grouped(String(m.trades)) },
          { head: t("makers.volume"), of: (m) => grouped(String(m.volume)) },
        ]}
      />
      <Columns<MakerQuality>
        caption={t("makers.makers", { contract })}
        rows={makers}
        rowKey={(m) => `${m.account} ${m.symbol}`}
        empty={t("makers.none")}
        columns={[
          {
            head: t("makers.maker"),
            left: true,
            of: (m) => (
              <span translate="no">
                {m.account} {named(m.name, language)}
              </span>
            ),
          },
          { head: t("month"), left: true, of: (m) => m.symbol },
          { head: t("makers.presence"), of: (m) => share(m.presencePercent) },
          { head: t("twoSided"), of: (m) => share(m.twoSidedPercent) },
          { head: t("makers.spreadTicks"), of: (m) => m.spreadTicks ?? "–" },
          { head: t("makers.bestSize"), of: (m) => m.bestSize ?? "–" },
          { head: t("makers.trades"), of: (m) => grouped(String(m.trades)) },
          { head: t("makers.tradedLots"), of: (m) => grouped(String(m.tradedLots)) },
          { head: t("makers.orders"), of: (m) => grouped(String(m.orders)) },
          { head: t("makers.cancels"), of: (m) => share(m.cancelPercent) },
        ]}
      />
    </Panel>
  );
}
