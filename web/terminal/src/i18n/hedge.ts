// The words of the hedge page, English and Chinese.
import { createContext, useContext } from "react";
import type { Language } from "../state/view";

export const hedgeEn = {
  title: "Hedge programme",
  simulated: "simulated or a model",
  asOf: "as of {day}",
  open: "Open a plan file",
  loading: "Loading the plan…",
  bad: "This file is no plan of a desk: {part} is missing or cannot be read.",
  none: "No desk serves this page. Start one beside your own files, or open a plan.json:",
  private: "A plan that you open stays in this browser. The venue never sees it.",
  "side.Buyer": "buyer",
  "side.Seller": "seller",
  "side.Lender": "lender",
  "fact.cost": "expected cost, {currency}",
  "fact.revenue": "expected revenue, {currency}",
  "fact.atRisk": "cost at risk, {confidence} % against the median",
  "fact.revenueAtRisk": "revenue at risk, {confidence} % against the median",
  "fact.budget": "P(over budget)",
  "fact.liquidity": "cash that margin may need, 99 %, ten days",
  "fact.cap": "cap {cap}",
  "fact.margin": "initial margin",
  "fact.breaches": "rules not kept",
  "fact.was": "without the hedge {value}",
  warnings: "Read first",
  months: "Exposure and hedge by month, {unit}",
  month: "month",
  raw: "raw",
  lowBaseHigh: "low / base / high",
  floating: "floating",
  hedge: "hedge, lots",
  hedged: "hedged",
  band: "policy band",
  bandIs: "band {least} to {most}",
  noBand: "no band for this month",
  outside: "outside the band",
  overHedge: "P(over-hedged)",
  "fan.cost": "Cumulative cost, {currency}: half and nine tenths of the paths",
  "fan.revenue": "Cumulative revenue, {currency}: half and nine tenths of the paths",
  "fan.words": "at the end nine tenths of the paths lie between {before5} and {before95} without the hedge, between {after5} and {after95} with it",
  noFan: "No paths were simulated.",
  budget: "budget",
  without: "without the hedge",
  with: "with it",
  strategies: "Strategies on the same paths",
  strategy: "strategy",
  proposed: "proposed",
  "col.deviation": "deviation",
  "col.reduction": "variance taken away",
  "col.atRisk": "at risk",
  "col.expected": "expected",
  "col.overBudget": "P(over budget)",
  "col.roll": "roll",
  "col.peakCall": "peak margin call, 99 %",
  "col.trade": "cost to trade",
  "col.beyond": "lots beyond the book",
  ratio: "Hedge ratio",
  notEstimated: "nothing was estimated from {n} changes",
  interval: "estimate {raw}, 95 % between {low} and {high}, {n} changes, R² {r2}, out of sample {out}",
  scatter: "Changes of the own price against changes of the index",
  axes: "change of the index (across), of the own price (up)",
  basis: "Basis by month, {quote}",
  "basis.own": "own price",
  "basis.index": "index",
  "basis.mix": "mix",
  "basis.timing": "timing",
  "basis.currency": "currency",
  noBasis: "No billed month has both a cost and an index.",
  scenarios: "Scenarios, {currency}",
  scenario: "scenario",
  physical: "without the hedge",
  hedgeResult: "hedge",
  net: "net",
  worstCall: "worst margin call",
  covenant: "P(covenant broken) by month",
  hedges: "Whom {contract} hedges.",
  breach: "Rule not kept: {rule}, {where}: {value}, limit {limit}.",
  waived: "Agreed to until {day}.",
  faults: "{n} rows or figures were not used:",
  foot: "seed {seed}, {paths} paths; ± is the error of the simulation; plan {digest}",
};

export type HedgeKey = keyof typeof hedgeEn;

export const hedgeZh: Record<HedgeKey, string> = {
  title: "套保方案",
  simulated: "模拟或模型",
  asOf: "截至 {day}",
  open: "打开方案文件",
  loading: "正在载入方案…",
  bad: "该文件不是套保台的方案：缺少或无法读取 {part}。",
  none: "本页没有连接套保台。请在本方一侧启动，或打开 plan.json：",
  private: "打开的方案只留在本浏览器，交易所看不到。",
  "side.Buyer": "买方",
  "side.Seller": "卖方",
  "side.Lender": "贷款方",
  "fact.cost": "预期成本，{currency}",
  "fact.revenue": "预期收入，{currency}",
  "fact.atRisk": "成本在险值，{confidence}%，相对中位数",
  "fact.revenueAtRisk": "收入在险值，{confidence}%，相对中位数",
  "fact.budget": "超预算概率",
  "fact.liquidity": "保证金可能占用的现金，99%，十天",
  "fact.cap": "上限 {cap}",
  "fact.margin": "初始保证金",
  "fact.breaches": "未遵守的规则",
  "fact.was": "不套保 {value}",
  warnings: "请先阅读",
  months: "按月敞口与套保，单位 {unit}",
  month: "月份",
  raw: "原始量",
  lowBaseHigh: "低 / 基准 / 高",
  floating: "浮动比例",
  hedge: "套保手数",
  hedged: "已套保",
  band: "政策区间",
  bandIs: "区间 {least} 至 {most}",
  noBand: "该月没有区间",
  outside: "超出区间",
  overHedge: "过度套保概率",
  "fan.cost": "累计成本，{currency}：半数与九成路径",
  "fan.revenue": "累计收入，{currency}：半数与九成路径",
  "fan.words": "期末九成路径：不套保在 {before5} 与 {before95} 之间，套保后在 {after5} 与 {after95} 之间",
  noFan: "没有模拟路径。",
  budget: "预算",
  without: "不套保",
  with: "套保后",
  strategies: "相同路径下的各策略",
  strategy: "策略",
  proposed: "建议",
  "col.deviation": "标准差",
  "col.reduction": "方差减少",
  "col.atRisk": "在险值",
  "col.expected": "预期",
  "col.overBudget": "超预算概率",
  "col.roll": "移仓成本",
  "col.peakCall": "最大追加保证金，99%",
  "col.trade": "交易成本",
  "col.beyond": "超出盘口的手数",
  ratio: "套保比率",
  notEstimated: "{n} 次变动不足以估计",
  interval: "估计 {raw}，95% 区间 {low} 至 {high}，{n} 次变动，R² {r2}，样本外 {out}",
  scatter: "自身价格变动与指数变动",
  axes: "横轴：指数变动；纵轴：自身价格变动",
  basis: "按月基差，{quote}",
  "basis.own": "自身价格",
  "basis.index": "指数",
  "basis.mix": "结构",
  "basis.timing": "时点",
  "basis.currency": "汇率",
  noBasis: "没有同时具备成本与指数的账单月份。",
  scenarios: "情景，{currency}",
  scenario: "情景",
  physical: "不套保",
  hedgeResult: "套保损益",
  net: "净额",
  worstCall: "最大追加保证金",
  covenant: "按月违约条款触发概率",
  hedges: "{contract} 能为谁套保。",
  breach: "未遵守规则：{rule}，{where}：{value}，限值 {limit}。",
  waived: "已获准至 {day}。",
  faults: "有 {n} 行或数值未使用：",
  foot: "随机种子 {seed}，{paths} 条路径；± 为模拟误差；方案 {digest}",
};

const lists: Record<Language, Record<HedgeKey, string>> = { en: hedgeEn, zh: hedgeZh };

export type HedgeTranslate = (key: HedgeKey, values?: Record<string, string | number>) => string;

export function hedgeTranslator(language: Language): HedgeTranslate {
  return (key, values) =>
    lists[language][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
      values && name in values ? String(values[name]) : whole,
    );
}

type Names = Record<string, { en: string; zh: string }>;

/** Names that the plan's file has as codes or in English. */
const names: Record<"strategy" | "scenario" | "unit", Names> = {
  strategy: {
    none: { en: "no hedge", zh: "不套保" },
    strip: { en: "strip", zh: "逐月套保" },
    "stack and roll": { en: "stack and roll", zh: "集中近月并移仓" },
    "cross hedge": { en: "cross hedge", zh: "交叉套保" },
    prepay: { en: "prepay", zh: "预付" },
  },
  scenario: {
    unchanged: { en: "nothing changes", zh: "不变" },
    "price-war": { en: "price war: a step of −60 %", zh: "价格战：一次性 −60%" },
    "supply-shock": { en: "supply shock: front +40 %, fading", zh: "供给冲击：近月 +40%，逐渐消退" },
    "gpu-export-control": { en: "export control of GPUs", zh: "GPU 出口管制" },
    "volume-half": { en: "half the volume", zh: "用量减半" },
    "volume-double": { en: "twice the volume", zh: "用量翻倍" },
    steepen: { en: "the curve steepens", zh: "曲线变陡" },
    flatten: { en: "the curve flattens", zh: "曲线变平" },
  },
  unit: {
    "million standard tokens": { en: "million standard tokens", zh: "百万标准词元" },
    "CNY per million standard tokens": { en: "CNY per million standard tokens", zh: "元/百万标准词元" },
    "GPU-hour": { en: "GPU-hours", zh: "GPU 小时" },
    "USD per GPU-hour": { en: "USD per GPU-hour", zh: "美元/GPU 小时" },
  },
};

/** A name in the page's language; as it stands where nobody named it. */
export function named(list: keyof typeof names, name: string, language: Language): string {
  const moved = /^(prices|currency)-(up|down)-(\d+)$/.exec(name);
  if (list === "scenario" && moved) {
    const size = `${moved[2] === "up" ? "+" : "−"}${moved[3]} %`;
    const what = moved[1] === "prices" ? { en: "all prices", zh: "全部价格" } : { en: "currency", zh: "汇率" };
    return `${what[language]} ${size}`;
  }

  return names[list][name]?.[language] ?? name;
}

export const HedgeWordsContext = createContext<{ t: HedgeTranslate; language: Language }>({
  t: hedgeTranslator("en"),
  language: "en",
});

export function useHedgeWords() {
  return useContext(HedgeWordsContext);
}
