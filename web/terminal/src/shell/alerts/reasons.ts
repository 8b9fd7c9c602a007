// Why the venue took lots off, in both languages. What its owner asked for is no news to them.
import type { OrderChange } from "../../api/private";
import type { Said } from "../../state/alerts";

const reasons: Readonly<Record<string, Said>> = {
  "end of day": { en: "end of the day", zh: "当日收盘" },
  expiry: { en: "its last day is over", zh: "委托到期" },
  "self-match": { en: "it would have traded with your own order", zh: "自成交防范" },
  "outside limits": { en: "its price is outside the day's limits", zh: "价格超出涨跌停板" },
  "auction over": { en: "the auction is over", zh: "集合竞价结束" },
  protection: { en: "your market-maker protection fired", zh: "做市保护触发" },
  "nothing to close": { en: "there is no position left to close", zh: "已无可平持仓" },
  "over limit": { en: "over the position limit", zh: "超出持仓限额" },
  restricted: { en: "the account may only close positions", zh: "账户只能平仓" },
  liquidation: { en: "positions are closed by force", zh: "强行平仓" },
  "member default": { en: "the clearing member has defaulted", zh: "结算会员违约" },
  "session over": { en: "the session has ended (cancel on disconnect)", zh: "会话结束（断线撤单）" },
  "dead man": { en: "the dead man's timer ran out", zh: "失联定时撤单到时" },
  "kill switch": { en: "a kill switch was pressed", zh: "紧急停止开关已启动" },
};

/** Null: its owner did it, or it is how the order was meant (unfilled rest of a fill-and-kill). */
export function venuesReason(change: OrderChange): Said | null {
  return change.event === "cancelled" || change.event === "reduced" ? (reasons[change.reason ?? ""] ?? null) : null;
}
