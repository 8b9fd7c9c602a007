// The page of the spot market: what is sold next, what the last auction came to, and an account's bids and
// certificates.
import { useCallback, useEffect, useState } from "react";
import type { SpotProduct } from "../../api/spot";
import type { Account } from "../../api/types";
import { useWords } from "../../i18n";
import { useFetched } from "../../state/venue";
import type { View } from "../../state/view";
import { AccountChoice } from "../AccountChoice";
import { Empty, Failed, Loading, Panel } from "../Panel";
import { AuctionBox } from "./AuctionBox";
import { BidForm } from "./BidForm";
import { BidTable, CertificateTable } from "./Holdings";
import { TermsBox } from "./TermsBox";
import { TradeTable } from "./TradeTable";

/** The page asks again every so many milliseconds: auctions are rare. */
const pace = 5000;

interface SpotPageProps {
  view: View;
  change: (part: Partial<View>) => void;
  look: string;
}

export function SpotPage({ view, change, look }: SpotPageProps) {
  const { t, language } = useWords();
  const round = useRounds();
  const asked = useFetched<SpotProduct[]>("v1/spot/products", round);
  const products = asked.data ?? [];
  const product = products.find((p) => p.product === view.sp) ?? products[0];
  if (!asked.data)
    return asked.error ? (
      <Failed what={t("spot.title")} error={asked.error} retry={asked.retry} />
    ) : (
      <Loading what={t("spot.title")} rows={12} />
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
        <Market key={product.product} product={product} round={round} view={view} change={change} look={look} />
      ) : (
        <Empty>{t("spot.none")}</Empty>
      )}
    </main>
  );
}

function Market({ product, round, view, change, look }: SpotPageProps & { product: SpotProduct; round: number }) {
  const { t } = useWords();
  const accounts = useFetched<Account[]>("v1/accounts");
  const [count, setCount] = useState(0);
  const sent = useCallback(() => setCount((n) => n + 1), []);
  const who = accounts.data?.find((a) => a.account === view.account) ?? accounts.data?.[0];
  const version = `${round} ${count}`;
  return (
    <>
      <Panel id="spot-auction" title={t("spot.auction")}>
        <AuctionBox product={product} version={round} look={look} />
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
            <BidForm key={who.account} product={product} account={who.account} done={sent} />
          </div>
        )}
      </Panel>
      <Panel id="spot-bids" title={t("spot.bids")}>
        {who && <BidTable key={who.account} account={who.account} version={version} done={sent} />}
      </Panel>
      <Panel id="spot-certificates" title={t("spot.certificates")}>
        {who && <CertificateTable key={who.account} account={who.account} version={version} />}
      </Panel>
      <Panel id="spot-trades" title={t("spot.trades")}>
        <TradeTable product={product} version={round} />
      </Panel>
    </>
  );
}

function useRounds(): number {
  const [round, setRound] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setRound((n) => n + 1), pace);
    return () => clearInterval(timer);
  }, []);
  return round;
}
