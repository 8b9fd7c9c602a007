// Why a study gives no answer: what the venue says in English, said in Chinese too where its wording is known.
import type { Language } from "../../state/view";

// Longest wordings first; a value in braces stands for what is between.
const known: [RegExp, string][] = [
  [/^(.+): contracts: needed (\d+) of different maturities for (\d+) parameters, given (\d+)$/,
    "$1：$3 个参数须有 $2 个不同期限的合约，现有 $4 个"],
  [/^(.+): contracts: needed one or more, given none$/, "$1：没有可用的合约"],
  [/^(.+): front slope: needed two contracts, one within half a year, given (.+)$/,
    "$1：近端斜率须有两个合约且其一在半年以内，现为 $2"],
  [/^(.+): trend: needed two contracts beyond half a year, or (\d+) index values in a year, given neither$/,
    "$1：趋势须有半年以外的两个合约，或一年内 $2 个指数值，二者皆无"],
  [/^(.+): past days: needed (\d+) or more, given (\d+)$/, "$1：须有此前 $2 个结算日，现有 $3 个"],
  [/^(.+): days: needed (\d+) curves with three contracts or more, given (\d+)$/,
    "$1：须有 $2 天且每天三个以上合约，现有 $3 天"],
  [/^panel: days: needed (\d+) or more, given (\d+)$/, "须有 $1 天，现有 $2 天"],
  [/^(\d+) months: prices: needed (\d+) or more, given (\d+)$/, "期限 $1 个月：须有 $2 个价格，现有 $3 个"],
  [/^(.+): prices: needed (\d+) or more, given (\d+)$/, "期限 $1：须有 $2 个价格，现有 $3 个"],
  [/^history: changes: needed two maturities and more than (\d+) changes, given (\d+) and (\d+)$/,
    "须有两个期限与 $1 次以上的变动，现有 $2 个期限与 $3 次变动"],
  [/^another estimate is under way: ask again in a few seconds$/, "另一估计正在进行：请数秒后再试"],
  [/^the other contract's curve is not at hand$/, "没有另一品种的曲线"],
  [/^(.+) has no settled day up to (.+)$/, "$1 截至 $2 没有结算日"],
  [/^(.+) was settled last on (.+), over a week before (.+)$/, "$1 最近结算于 $2，早于 $3 一周以上"],
  [/^no spread of (.+) and (.+) is listed$/, "$1 与 $2 之间没有挂牌的价差"],
  [/^no rate of (.+) for (.+) is known up to (.+)$/, "截至 $3 没有 $1 兑 $2 的汇率"],
  [/^(.+) and (.+): months: needed one listed in both, given none$/, "$1 与 $2 没有共同的月份"],
  [/^DeepSeek, H800, 27 to 28 February 2025, as served$/, "DeepSeek 公布数据，H800，2025 年 2 月 27 至 28 日实际服务量"],
  [/^(\d+) months?$/, "$1 个月"],
  [/^as given$/, "用户给定"],
  [/^one currency$/, "同一货币"],
  [/^(.+), seen (\d{4}-\d{2}-\d{2})$/, "$1，取自 $2"],
];

/** In the language asked for if it is known there, else as it came, marked as English. */
export function because(why: string, language: Language): { text: string; lang: Language } {
  if (language === "en") return { text: why, lang: "en" };
  for (const [pattern, words] of known) if (pattern.test(why)) return { text: why.replace(pattern, words), lang: "zh" };
  return { text: why, lang: "en" };
}
