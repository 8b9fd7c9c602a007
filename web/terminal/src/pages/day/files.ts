// The bulletin and the rankings of a day as tables.
import type { Rankings } from "../../api/day";
import type { Bulletin } from "../../api/types";
import { csv } from "../../format/csv";
import type { Say } from "../../i18n/words";
import type { DayKey } from "./words";

/** The bulletin's months as the page shows them. */
export function monthsFile(bulletin: Bulletin, say: Say<DayKey>): string {
  const rows = bulletin.contracts.flatMap((c) => c.months.map((m) => ({ c, m })));
  return csv(
    [
      { head: say("day"), of: () => bulletin.day },
      { head: say("month"), of: ({ m }) => m.symbol },
      { head: say("amend.currency"), of: ({ c }) => c.currency },
      { head: say("previous"), of: ({ m }) => m.previous },
      { head: say("published"), of: ({ m }) => m.settlement },
      { head: say("change"), of: ({ m }) => m.change },
      { head: say("tier"), of: ({ m }) => m.tierName },
      { head: say("bul.volume"), of: ({ m }) => m.volume },
      { head: say("bul.openInterest"), of: ({ m }) => m.openInterest },
      { head: say("bul.final"), of: ({ m }) => m.finalPrice },
    ],
    rows,
  );
}

/** All places of all rankings, one line each. */
export function rankingsFile(rankings: Rankings, say: Say<DayKey>): string {
  const rows = rankings.tables.flatMap((t) =>
    (["volume", "longs", "shorts"] as const).flatMap((by) => t[by].rows.map((row) => ({ of: t.of, by, row }))),
  );
  return csv(
    [
      { head: say("day"), of: () => rankings.day },
      { head: say("rank.of"), of: (r) => r.of },
      { head: say("rank.title"), of: (r) => say(`rank.${r.by}`) },
      { head: say("rank.rank"), of: ({ row }) => row.rank },
      { head: say("rank.member"), of: ({ row }) => row.name },
      { head: say("rank.lots"), of: ({ row }) => row.lots },
      { head: say("rank.change"), of: ({ row }) => row.change },
    ],
    rows,
  );
}
