// Words that the venue sends in English and that are known beforehand: reasons of the index engine, fallback names,
// units.
// What is not in this list is shown as it came, marked as English.
import type { Language } from "../state/view";

/** Of a name that the venue sends in one language only. */
export const langOf = (text: string) => (/[\u4e00-\u9fff]/.test(text) ? "zh-CN" : "en");

const exact: Record<string, string> = {
  "last business day of contract month": "合约月最后一个工作日",
  "volume weighted": "当日成交量加权平均",
  "limit locked": "涨跌停封板价",
  "middle of quotes": "买卖报价中间价",
  "move of nearest month": "随最近月份变动",
  "move of nearest average": "随最近月份均价变动",
  "change of nearest month": "按最近月份涨跌",
  "last hour": "最后一小时加权平均",
  "closing window": "收盘窗口加权平均",
  "last trade": "最后成交价",
  "change of preceding month": "按前一月份涨跌",
  "spread implied": "价差推算",
  previous: "沿用上一结算价",
  manual: "人工确定",
  "A field cannot be what it says, or not beside the others.": "字段取值无效，或与其他字段不相容。",
  "It reached the market (given) later than it is valid (limit).": "到达市场时已过有效时间。",
  "There is no such account.": "没有该账户。",
  "No calendar has settled that day.": "该日尚未结算，或不是交易日。",
  "The log does not tie out on that day; no report is made.": "该日记录未能轧平，不出报表。",
  "This venue keeps no events.": "本交易场所不保存事件记录。",
  "This venue draws up no papers.": "本交易场所不出结算单。",
  "This venue has no clearing desk.": "本交易场所未开设结算风控服务。",
  "The client order id was used today; the limit is the number of the order that first carried it.":
    "该委托编号今日已用过。",
  "No contract month of that symbol is listed.": "没有该合约。",
  "The contract month takes no orders now.": "该合约目前不接受委托。",
  "The auction takes orders with a limit, and stops.": "集合竞价只接受限价委托与止损委托。",
  "An order that must trade at once is not taken in an auction.": "集合竞价不接受须立即成交的委托。",
  "Orders of that life are not taken in this phase (limit).": "当前阶段不接受该有效期的委托。",
  "A spread takes plain limit orders: day, fak or fok.": "套利合约只接受普通限价委托。",
  "The quotes of the contract are frozen until the protection is set again.":
    "该品种的报价已冻结，须重新设置做市商保护。",
  "Too few lots.": "手数过少。",
  "More lots than one order may have.": "手数超过单笔上限。",
  "The price is above the day's highest.": "价格高于涨停价。",
  "The price is below the day's lowest.": "价格低于跌停价。",
  "Nobody is on the other side.": "对手方没有报价。",
  "Not all of it can trade at once; the limit is how many lots could.": "无法全部立即成交。",
  "It would trade at once; the limit is the nearest price at which it rests.": "会立即成交，与只做挂单不符。",
  "The minimum cannot trade at once; the limit is how many lots could.": "无法立即成交最小手数。",
  "The date lies before the trading day (limit).": "日期早于交易日。",
  "More lots than there are to close; the limit is how many there are.": "超过可平仓手数。",
  "It would meet an order of its own group (given); the limit is the nearest price that does not.":
    "会与本控制组的委托成交。",
  "Were all orders filled, the position would pass the limit.": "全部成交后将超过持仓限额。",
  "The order needs more (given) than is free (limit), in the contract's currency.": "可用资金不足。",
  "No such order lives.": "没有该有效委托。",
  "The order belongs to another account.": "该委托属于其他账户。",
  "There is no position to reverse.": "没有可反手的持仓。",
  "The amendment changes nothing.": "改单没有改动任何内容。",
  "That many lots have traded already; the limit is the least size.": "不超过已成交手数。",
  "A side of a quote is replaced by a new quote, not amended.": "报价不能改单，请以新报价替换。",
  "There is no such contract.": "没有该品种。",
  "What was ordered is so already.": "所下达的内容已生效。",
  "The house's rules let nobody set other price limits within a day.": "结算所规则不允许盘中调整涨跌停板。",
  "The month (given) is in a call auction: its limits stand until the auction is over.":
    "该月份正处于集合竞价，其涨跌停板在竞价结束前不变。",
  "The limit lies outside the bounds of the house's rules; the limit told is the nearest.":
    "幅度超出结算所规则的上下限；所示为最近的有效值。",
  "A month has traded today farther from its settlement price; the limit is the least that holds it.":
    "今日成交价偏离上一结算价更远；所示为能容纳它的最小幅度。",
  "Must be a fraction in quotes, as in 0.12.": "须为小数，例如 0.12。",
  "Must be 0.001 to 0.999 with at most six decimals.": "须为 0.001 至 0.999，至多六位小数。",
  "The order has no limit that could change.": "该委托没有可修改的限价。",
  "The venue failed to answer; nothing is known about the request.": "交易所未能答复，请求结果未知。",
  "It may or may not have been taken. Ask again with the same client order id.":
    "可能已受理，也可能没有。请以相同委托编号重发。",
  "This is a replay: what happened cannot be changed.": "当前为回放：已发生的事无法更改。",
  "The replay is being prepared.": "回放正在准备中。",
  "As many days as may be are being played again.": "打开的回放已达上限。",
  "The log has no such day; the limit is the nearest that it has.": "日志中没有该日。",
  "Is outside the day.": "超出该交易日。",
  "There is no such replay of yours, or it has ended.": "没有属于您的该回放，或已结束。",
  "The queue is full; nothing was taken. Try again later.": "队列已满，未受理。请稍后重试。",
  "No calendar has begun that day.": "该日不是已开始的交易日。",
  "Must be a date, yyyy-MM-dd.": "须为日期，格式 yyyy-MM-dd。",
  "The index has no print of that day.": "该指数当日没有发布。",
  "Is missing.": "缺少该项。",
  "Is not one of the words.": "不是可选的取值。",
  "Must be 1 to 24 of A-Z a-z 0-9 . _ : -": "须为 1 至 24 个字母、数字或 . _ : -",
  "Must be an amount of money with at most two decimals, in quotes.": "须为金额，至多两位小数。",
  "A calendar's day (limit) is not settled yet.": "该日历的交易日尚未结算。",
  "Another step of the clearing day is next (limit).": "结算步骤的顺序不符。",
  "A price by hand needs the name of a person.": "须注明签署人。",
  "A price by hand needs a reason.": "须说明原因。",
  "No price is proposed for that month.": "没有待批准的提议。",
  "Who proposed it does not approve it.": "提出人不得自行批准。",
  "Another price is proposed (limit).": "提议的是另一个价格。",
  "The price is approved already.": "该价格已获批准。",
  "Only a day that is settled is corrected; the limit is the day that trades.": "只有已结算的交易日可以更正。",
  "The house gives back no more than it has taken (limit).": "结算所退还不得超过已收金额。",
  "Another amount is proposed (limit).": "提议的是另一个金额。",
  "The amount is zero.": "金额须大于零。",
  "The account has used that reference.": "该编号已使用。",
  "The day (given) is not closed yet; the limit is the day that trades.": "该交易日尚未收盘。",
  "The day (given) is settled already; the limit is the day that trades.": "该交易日已结算。",
  "There is no such calendar.": "没有该日历。",
  "The house's rules make no margin calls within the day.": "结算所规则未规定日内追加保证金。",
  "The account has no open margin call in that currency.": "该账户在该币种没有未了结的追加保证金通知。",
  "The call (given) is acknowledged already; the limit is the amount of then.": "该通知已确认。",
  "The calendar is closed: calls are made while its day is open.": "该交易日历已收市：日内追加只在交易日进行中发出。",
  "Stands twice.": "重复出现。",
  "Lots need a price.": "填了手数但没有价格。",
  "The price is not a whole number of ticks; the limit names the nearest that are.": "价格不是最小变动价位的整数倍。",
  "DeepSeek, H800, 27 to 28 February 2025, as served": "DeepSeek，H800，2025 年 2 月 27 日至 28 日实际服务数据",
  "full methodology": "完整编制方法",
  "price of zero or below": "价格为零或为负",
  "moved too far: waits to be seen again or to stand": "变动过大：待再次出现或保持稳定",
  "dearer than the cheapest of its group": "高于同组最低报价",
  "among the lowest: trimmed": "处于最低段：截尾",
  "among the highest: trimmed": "处于最高段：截尾",
  "outermost by level: trimmed": "水平处于两端：截尾",
  "joined: counts from the next print": "新加入：自下次发布起计入",
  "not enough for a print": "不足以发布",
  "no constituent": "没有样本",
  "no constituent has a weight": "没有样本具有权重",
  "the value is out of range": "数值超出范围",
  "the chain's move is out of range": "链式变动超出范围",
  "the chain's level is out of range": "链式水平超出范围",
  "nothing to begin the chain with": "没有可作链式起点的样本",
  "nothing was there at this print and at the one before": "本次与上次发布没有共同样本",
  "too far from the median of its item": "偏离同型号中位数过远",
  "below the bar of the grade in every snapshot": "在所有榜单中均低于等级线",
  "no score in any exam": "没有任何榜单评分",
  "moved too far for the chain: counts again from the next print": "链式变动过大：自下次发布起重新计入",
  "four or five makers": "四至五家厂商",
  "five to seven sellers": "五至七家销售方",
  "three or four sellers": "三至四家销售方",
  "previous print, at most three days old": "沿用三日内的上次发布",
  "previous print, at most five days old": "沿用五日内的上次发布",
  "full methodology; simulated deals": "完整编制方法；模拟成交",
  "simulated deals": "模拟成交",
  "deals of three days": "三日成交合并",
  "posted prices at the discount of twenty days": "挂牌价乘以二十日折扣",
  "previous print, at most two days old": "沿用两日内的上次发布",
  "judgement of two independent experts": "两位独立专家判断",
  "came back within the days of a round trip": "期限内回流，不计入",
  "six to nine makers": "六至九家厂商",
  "nothing was paid": "未付款",
  "simulated, and real deals are there": "模拟成交：已有真实成交",
  "covers more days than a print may use": "覆盖天数超出一次发布可用范围",
  "a class outside of the bundle": "类别不在标准组合内",
  "no list price of a class that was bought": "所购类别没有挂牌价",
  "no list price of a class of the bundle": "标准组合中某类别没有挂牌价",
  "no posted price of a class of the bundle": "标准组合中某类别没有公布价",
  "price or volume out of range": "价格或数量超出范围",
  "no tokenizer factor": "没有分词器系数",
  "no volume in the days on which the weights rest": "权重所依据的日期内没有成交量",
  "too little volume of the model at the seller": "该销售方该型号成交量过少",
  "among the cheapest or the dearest of the volume: trimmed": "处于成交量最低价或最高价一端：截尾",
  "among the outermost by weight: trimmed": "按权重处于两端：截尾",
  "too unlike the reference node": "与基准节点差异过大",
  "too far from the median of the item's deals": "偏离该型号成交中位数过远",
  "source not defined": "来源未登记",
  "source refused": "来源被拒绝",
  "source on probation": "来源处于观察期",
  "seen before its source was admitted": "早于来源获准之日",
  "flagged free, promotional or related": "标记为免费、促销或关联",
  "paid less than a fifth of list: promotional": "实付低于挂牌价五分之一：促销",
  "seller and buyer are one or related": "买卖双方相同或关联",
  "its proof was used before": "凭证已被使用",
  "the same deal was told before": "同一笔成交已报告",
  "the buyer sold back to the seller within the days of a circle": "买方在限期内回售给卖方",
  "sold in a circle of three within the days of a circle": "限期内三方循环买卖",
  "a large general cloud: a market of its own": "大型综合云：自成市场",
  "a router: it sells other sellers' offers, and its shown price moves with its default seller":
    "路由商：转售他人报价，所示价格随其默认销售方变动",
  "CNY per million standard tokens": "元/百万标准词元",
  "USD per GPU-hour": "美元/GPU 小时",
  "10,000 million standard tokens": "100 亿标准词元",
  "1,000 GPU-hours, H100 SXM, on demand": "1,000 GPU 小时（H100 SXM，按需）",
  "GPU-hour, H100 SXM 80 GB": "GPU 小时（H100 SXM 80 GB）",
  "million standard tokens (0.343 input, 0.441 cached input, 0.216 output)":
    "百万标准词元（输入 0.343、缓存输入 0.441、输出 0.216）",
};

const shapes: [RegExp, string][] = [
  [/^not seen for more than (\d+) days$/, "超过 $1 天未再出现"],
  [/^on probation: first seen less than (\d+) days ago$/, "考察期：首次出现不足 $1 天"],
  [/^no exchange rate from (\w+) to (\w+)$/, "没有 $1 兑 $2 的汇率"],
  [/^no exchange rate from (\w+) to (\w+) for more than (\d+) days$/, "超过 $3 天没有 $1 兑 $2 的汇率"],
  [/^no ([\w, ]+) price$/, "缺少 $1 价格"],
  [/^ECB reference rates (\S+) via (\S+), seen (\S+)$/, "欧洲央行参考汇率 $1，经由 $2，取得日 $3"],
  [/^(\d+) makers; the methodology asks for (\d+)$/, "$1 家厂商；编制方法要求 $2 家"],
  [/^(\d+) sellers; the methodology asks for (\d+)$/, "$1 家销售方；编制方法要求 $2 家"],
  [/^(\d+) constituents; the methodology asks for (\d+)$/, "$1 个样本；编制方法要求 $2 个"],
];

export interface Phrase {
  text: string;
  lang: "en" | "zh-CN";
}

function chinese(text: string): string | null {
  const known = exact[text];
  if (known !== undefined) return known;
  for (const [pattern, words] of shapes) if (pattern.test(text)) return text.replace(pattern, words);
  return null;
}

/** A phrase of the venue in the page's language, or as it came. */
export function phrase(text: string, language: Language): Phrase {
  const words = language === "zh" ? chinese(text) : null;
  return words === null ? { text, lang: "en" } : { text: words, lang: "zh-CN" };
}

/**
 * Why a constituent was left out, and which offers that were: "reason: offer, offer". The reason may have a colon
 * of its own.
 */
export function reasonOf(text: string, language: Language): { why: Phrase; offers: string[] } {
  const colon = text.lastIndexOf(": ");
  if (colon < 0 || chinese(text) !== null) return { why: phrase(text, language), offers: [] };
  return { why: phrase(text.slice(0, colon), language), offers: text.slice(colon + 2).split(", ") };
}

/** The short unit of a quote: ¥/Mtok. Unknown quotes are shown whole. */
export function shortUnit(quote: string): "unit.tokens" | "unit.gpu" | null {
  if (quote === "CNY per million standard tokens") return "unit.tokens";
  return quote === "USD per GPU-hour" ? "unit.gpu" : null;
}
