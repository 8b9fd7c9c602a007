// The page of the spot market: what is sold next, what the last auction came to, and an account's bids and
// certificates.
import { useEffect, useState } from "react";
import type { SpotAuction, SpotProduct } from "../../api/spot";
import type { Account } from "../../api/types";
import { useWords } from "../../i18n";
import { useSpot } from "../../state/spot";
import { useFetched, useTopic } from "../../state/venue";
import type { View } from "../../state/view";
import { AccountChoice } from "../AccountChoice";
import { Empty, Failed, Loading, Panel, SimulatedBadge } from "../Panel";
import { AuctionBox } from "./AuctionBox";
import { BidForm } from "./BidForm";
import { BookBox } from "./BookBox";
import { BidTable, CertificateTable } from "./Holdings";
import { TermsBox } from "./TermsBox";
import { TradeTable } from "./TradeTable";

/** Terms are asked for again every so many milliseconds: a product may be defined anew, and gates pass. */
const pace = 15_000;

interface SpotPageProps {
  view: View;
  change: (part: Partial<View>) => void;
  look: string;
}

export function SpotPage({ view, change, look }: SpotPageProps) {
  const { t, language } = useWords();
  const [round, gates] = useRounds();
  const asked = useFetched<SpotProduct[]>("v1/spot/products", round);
  const products = asked.data ?? [];
  const product = products.find((p) => p.product === view.sp) ?? products[0];
  if (!asked.data)
    return (
      <main className="studies spot">
        {asked.error ? (
          <Failed what={t("spot.title")} error={asked.error} retry={asked.retry} />
        ) : (
          <Loading what={t("spot.title")} rows={12} />
        )}
      </main>
    );
  return (
    <main className="studies spot">
      <div className="row studies-head">
        <h2>{t("spot.title")}</h2>
        <div className="choice" role="group" aria-label={t("spot.product")}>
          {products.map((p) => (
            <button
              key={p.product}
              type="button"
              aria-pressed={p === product}
              onClick={() => change({ sp: p.product })}
            >
              {p.product}
            </button>
          ))}
        </div>
        {product && <span className="muted">{language === "zh" ? product.nameZh : product.nameEn}</span>}
      </div>
      {product ? (
        <Market key={product.product} product={product} gates={gates} view={view} change={change} look={look} />
      ) : (
        <Empty>{t("spot.none")}</Empty>
      )}
    </main>
  );
}

function Market({ product, gates, view, change, look }: SpotPageProps & { product: SpotProduct; gates: () => void }) {
  const { t } = useWords();
  const accounts = useFetched<Account[]>("v1/accounts");
  const auctions = useSpot<SpotAuction[]>(`spot.auctions:${product.product}`);
  const simulated = useTopic("status", (s) => s.status?.simulated ?? false);
  const who = accounts.data?.find((a) => a.account === view.account) ?? accounts.data?.[0];
  const held = auctions?.[0]?.gate;
  // With each auction the next gate moves on.
  useEffect(gates, [gates, held]);
  const badge = simulated && <SimulatedBadge />;
  return (
    <>
      <Panel id="spot-auction" title={t("spot.auction")} tools={badge} live>
        <AuctionBox auctions={auctions} product={product} look={look} />
      </Panel>
      <Panel id="spot-terms" title={t("spot.terms")}>
        <TermsBox product={product} />
      </Panel>
      <Panel id="spot-ticket" title={t("spot.ticket")}>
        {accounts.error && !accounts.data ? (
          <Failed what={t("spot.account")} error={accounts.error} retry={accounts.retry} />
        ) : !accounts.data ? (
          <Loading what={t("spot.account")} rows={4} />
        ) : !who ? (
          <Empty>{t("spot.noAccounts")}</Empty>
        ) : (
          <div className="order">
            <AccountChoice accounts={accounts.data} who={who} choose={(account) => change({ account })} />
            <BidForm key={who.account} product={product} account={who.account} />
          </div>
        )}
      </Panel>
      <Panel id="spot-bids" title={t("spot.bids")} live>
        {who && <BidTable key={who.account} account={who.account} />}
      </Panel>
      <Panel id="spot-book" title={t("spot.book")} tools={badge} live>
        <BookBox product={product} />
      </Panel>
      <Panel id="spot-trades" title={t("spot.trades")} tools={badge} live>
        <TradeTable product={product} />
      </Panel>
      <Panel id="spot-certificates" title={t("spot.certificates")} live>
        {who && <CertificateTable key={who.account} account={who.account} />}
      </Panel>
    </>
  );
}

/** Counts up now and then, and when it is told to. */
function useRounds(): [number, () => void] {
  const [round, setRound] = useState(0);
  const [next] = useState(() => () => setRound((n) => n + 1));
  useEffect(() => {
    const timer = setInterval(next, pace);
    return () => clearInterval(timer);
  }, [next]);
  return [round, next];
}
