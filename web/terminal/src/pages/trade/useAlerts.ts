// Looks at the alerts each second; one that becomes true is told once, until it has been false again.
import { useCallback, useEffect, useRef, useState } from "react";
import { useVenue } from "../../state/venue";
import { isTrue, keepAlerts, keptAlerts, type Alert } from "./alerts";

export interface Alerts {
  list: readonly Alert[];
  /** Those that are true now. */
  fired: ReadonlySet<string>;
  /** The newest that became true and was not put away. */
  news: Alert | null;
  add: (alert: Alert) => void;
  remove: (id: string) => void;
  seen: () => void;
}

export function useAlerts(): Alerts {
  const { store } = useVenue();
  const [list, setList] = useState<readonly Alert[]>(keptAlerts);
  const [fired, setFired] = useState<ReadonlySet<string>>(new Set());
  const [news, setNews] = useState<Alert | null>(null);
  const before = useRef(fired);
  useEffect(() => {
    const look = () => {
      const now = new Set(
        list
          .filter((a) => {
            const row = store.rows.get(a.symbol);
            const index = store.indexes?.find((x) => x.index === row?.index);
            const day = store.status?.calendars.find((c) => c.calendar === row?.calendar)?.day ?? null;
            return isTrue(a, { row, index, day });
          })
          .map((a) => a.id),
      );
      const fresh = list.find((a) => now.has(a.id) && !before.current.has(a.id));
      if (fresh) setNews(fresh);
      if ([...now].join() !== [...before.current].join()) {
        before.current = now;
        setFired(now);
      }
    };
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [list, store]);
  const put = useCallback((next: readonly Alert[]) => {
    setList(next);
    keepAlerts(next);
  }, []);
  return {
    list,
    fired,
    news,
    add: (alert) => put([...list, alert].slice(-50)),
    remove: (id) => put(list.filter((a) => a.id !== id)),
    seen: () => setNews(null),
  };
}
