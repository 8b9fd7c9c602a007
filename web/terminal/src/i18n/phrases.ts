// Words that the venue sends in English and that are known beforehand: reasons of the index engine, fallback names,
// units.
// What is not in this list is shown as it came, marked as English.
import type { Language } from "../state/view";

const exact: Record<string, string> = {
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
