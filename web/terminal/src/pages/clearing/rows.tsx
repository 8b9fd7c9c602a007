// The columns of members and of accounts: the same figures, so that one is seen to be the sum of the other.
import type { Row } from "../../api/clearing";
import { listed as worded, type Say } from "../../i18n/words";
import { fixed, grouped } from "../../format/numbers";
import { moment } from "../../format/time";
import { named } from "../../i18n/names";
import type { Language } from "../../state/view";
import type { GridColumn } from "../../panels/grid/Grid";
import type { words } from "./words";

export type ClearingSay = Say<keyof (typeof words)["en"]>;

/** A figure of a member or an account, wherever it stands. */
const quantity = (figure: string) => (r: Row) => `${figure}:${r.account ?? `m${r.member}`}:${r.currency}`;

/** "S1 price war": the scenario's own number, and the case in the reader's language. */
export function caseName(say: ClearingSay, text: string): string {
  const space = text.indexOf(" ");
  return space < 0 ? text : `${text.slice(0, space)} ${worded(say, "case", text.slice(space + 1))}`.trim();
}

/** "TK +50.70 %, GH +72.80 %": the moves of a case, each with the same decimals. */
export function movesText(moves: string, language: Language): string {
  const even = moves.replace(/([+-]?)(\d+(?:\.\d+)?)(?= %)/g, (_, sign: string, size: string) => `${sign}${fixed(size, 2)}`);
  return language === "zh" ? even.replaceAll(", ", "，") : even;
}

/** A bar beside a number of per cent, whose unit stands in the head. */
export function Share({ percent, title }: { percent: string; title?: string }) {
  return (
    <span className="clearing-use" title={title}>
      <meter min={0} max={100} value={Math.min(100, Number(percent)) || 0} aria-hidden="true" />
      <span className="num">{percent}</span>
    </span>
  );
}

export function rowColumns(
  say: ClearingSay,
  language: Language,
  name: { head: string; open: (row: Row) => (() => void) | null },
  margin: ((row: Row) => (() => void) | null) | null,
): GridColumn<Row>[] {
  return [
    {
      head: name.head,
      kind: "name",
      of: (r) => `${r.account ?? r.member ?? ""} ${named(r.name, language)}`.trim(),
      open: name.open,
    },
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
    { head: say("kind"), kind: "text", of: (r) => worded(say, "kind", r.kind) },
    { head: say("currency"), kind: "text", of: (r) => r.currency },
    {
      head: say("margin"),
      kind: "money",
      of: (r) => r.margin,
      ...(margin ? { open: margin } : {}),
      quantity: quantity("im"),
    },
    { head: say("withOrders"), kind: "money", of: (r) => r.withOrders, quantity: quantity("imo") },
    { head: say("variation"), kind: "money", signed: true, of: (r) => r.variation, quantity: quantity("vm") },
    { head: say("addOns"), kind: "money", of: (r) => r.addOns },
    { head: say("cash"), kind: "money", signed: true, of: (r) => r.cash, quantity: quantity("cash") },
    { head: say("counted"), kind: "money", of: (r) => r.counted },
    { head: say("excess"), kind: "money", signed: true, of: (r) => r.excess, quantity: quantity("excess") },
    { head: say("deficit"), kind: "money", signed: true, of: (r) => r.deficit },
    {
      head: say("limitUse"),
      of: (r) => r.limitUse?.percent ?? null,
      show: (r) =>
        r.limitUse ? (
          <Share
            percent={r.limitUse.percent ?? say("limitUse.none")}
            title={say("limitUse.title", {
              symbol: r.limitUse.symbol,
              side: worded(say, "side", r.limitUse.side),
              lots: grouped(String(r.limitUse.lots)),
              limit: grouped(String(r.limitUse.limit)),
            })}
          />
        ) : (
          "–"
        ),
    },
    { head: say("stressLoss"), kind: "money", of: (r) => r.stressLoss },
    { head: say("stressCase"), kind: "text", of: (r) => caseName(say, r.stressCase) },
  ];
}
