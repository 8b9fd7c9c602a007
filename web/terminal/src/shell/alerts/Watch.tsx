// Listens to one account while the page is open: what happens to it becomes alerts, and is said aloud.
import { useEffect, useRef } from "react";
import type { MarginCalls } from "../../api/private";
import { local, zoneName } from "../../format/time";
import { say } from "../../i18n/words";
import type { OwnNews } from "../../store/private";
import { alerts, type Said } from "../../state/alerts";
import { announcer } from "../../state/announce";
import { useBeat } from "../../state/orders";
import { useChannel, useFetched, useVenue } from "../../state/venue";
import type { Language } from "../../state/view";
import { venuesReason } from "./reasons";
import { words } from "./words";

const both = (text: (language: Language) => string): Said => ({ en: text("en"), zh: text("zh") });

/** What news of an account say; null: they are no alert. */
export function saidOf(news: OwnNews): Said | null {
  const { account } = news;
  if (news.kind === "fill") {
    const { side, lots, symbol, price } = news.fill;
    const key = news.late ? (side === "buy" ? "boughtLate" : "soldLate") : side === "buy" ? "bought" : "sold";
    return both((l) => say(words, l)(key, { lots, symbol, price, account }));
  }
  const reason = venuesReason(news.change);
  if (reason === null) return null;
  const { order, symbol } = news.change.order;
  const key = news.change.event === "reduced" ? "reduced" : "gone";
  return both((l) => say(words, l)(key, { order, symbol, reason: reason[l] }));
}

export function Watch({ account, language }: { account: number; language: Language }) {
  const { store } = useVenue();
  useChannel(`orders:${account}`);
  useChannel(`fills:${account}`);
  const spoken = useRef(language);
  spoken.current = language;
  useEffect(
    () =>
      store.own.listen((news) => {
        const said = news.account === account ? saidOf(news) : null;
        if (said === null) return;
        alerts.add(news.kind, said, news.kind === "fill" ? news.fill.time : news.change.time);
        announcer.urgent(said[spoken.current]);
      }),
    [store, account],
  );
  useCalls(account, spoken);
  return null;
}

/** Margin calls are asked for: the stream does not tell them. Each is told once. */
function useCalls(account: number, spoken: { current: Language }): void {
  const beat = useBeat();
  const { data } = useFetched<MarginCalls>(`v1/accounts/${account}/calls`, beat);
  const told = useRef(new Set<string>());
  useEffect(() => {
    if (data === null || data.account !== account) return;
    const tell = (key: string, said: Said) => {
      if (told.current.has(key)) return;
      told.current.add(key);
      alerts.add("call", said, null);
      announcer.urgent(said[spoken.current]);
    };
    for (const { currency, amount, day, deadline } of data.calls) {
      const at = local(deadline, undefined);
      tell(
        `${account} ${day} ${currency} ${amount}`,
        both((l) => {
          const until = at ? `${at.day} ${at.clock.slice(0, 5)} ${zoneName(deadline, undefined, l)}` : deadline;
          return say(words, l)("call", { amount, currency, account, deadline: until });
        }),
      );
    }
    if (data.restricted) tell(`${account} restricted`, both((l) => say(words, l)("missed", { account })));
    else told.current.delete(`${account} restricted`);
  }, [data, account, spoken]);
}
