// The columns of members and of accounts: the same figures, so that one is seen to be the sum of the other.
import type { Row } from "../../api/clearing";
import type { Say } from "../../i18n/words";
import { grouped } from "../../format/numbers";
import type { GridColumn } from "./Grid";
import { moment } from "./RunLine";
import type { words } from "./words";

type Words = Say<keyof (typeof words)["en"]>;

/** Words that the venue sends from a closed list; what is new is shown as it came. */
export function worded(say: Words, list: string, word: string): string {
  const key = `${list}.${word.replaceAll(" ", "-")}`;
  const told = say(key as Parameters<Words>[0]);
  return told ?? word;
}

export function rowColumns(
  say: Words,
  name: { head: string; open: (row: Row) => (() => void) | null },
  margin: ((row: Row) => (() => void) | null) | null,
): GridColumn<Row>[] {
  return [
    { head: name.head, kind: "name", of: (r) => `${r.account ?? r.member} ${r.name}`, open: name.open },
    { head: say("kind"), kind: "text", of: (r) => worded(say, "kind", r.kind) },
    { head: say("currency"), kind: "text", of: (r) => r.currency },
    {
      head: say("margin"),
      kind: "money",
      of: (r) => r.margin,
      ...(margin ? { open: margin } : {}),
      quantity: (r) => `im:${r.account ?? `m${r.member}`}:${r.currency}`,
    },
    { head: say("withOrders"), kind: "money", of: (r) => r.withOrders },
    { head: say("variation"), kind: "money", signed: true, of: (r) => r.variation },
    { head: say("addOns"), kind: "money", of: (r) => r.addOns },
    { head: say("cash"), kind: "money", signed: true, of: (r) => r.cash },
    { head: say("counted"), kind: "money", of: (r) => r.counted },
    { head: say("excess"), kind: "money", signed: true, of: (r) => r.excess },
    { head: say("deficit"), kind: "money", signed: true, of: (r) => r.deficit },
    {
      head: say("limitUse"),
      of: (r) => r.limitUse?.percent ?? null,
      show: (r) =>
        r.limitUse ? (
          <span
            className="clearing-use"
            title={say("limitUse.title", {
              symbol: r.limitUse.symbol,
              side: worded(say, "side", r.limitUse.side),
              lots: grouped(String(r.limitUse.lots)),
              limit: grouped(String(r.limitUse.limit)),
            })}
          >
            <meter min={0} max={100} value={Math.min(100, Number(r.limitUse.percent ?? 100))} aria-hidden="true" />
            {r.limitUse.percent === null ? say("limitUse.none") : `${r.limitUse.percent} %`}
          </span>
        ) : (
          "–"
        ),
    },
    { head: say("stressLoss"), kind: "money", of: (r) => r.stressLoss },
    { head: say("stressCase"), kind: "name", of: (r) => r.stressCase },
    {
      head: say("state"),
      kind: "text",
      of: (r) => worded(say, "state", r.state),
      show: (r) => (
        <span className={r.state === "normal" ? "badge good" : "badge bad"}>
          {r.deadline
            ? say("state.due", { state: worded(say, "state", r.state), due: moment(r.deadline) })
            : worded(say, "state", r.state)}
        </span>
      ),
    },
  ];
}
