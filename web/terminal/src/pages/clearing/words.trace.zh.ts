// The Chinese words of the margin trace: what an amount rests on, units, cases of the stress set.
import type { traceEn } from "./words.trace.en";

export const traceZh: Readonly<Record<keyof typeof traceEn, string>> = {
  "line.formula": "⌈{lots} 手 × {price} ÷ {tick} × {value} × {rate} %⌉",
  "trace.summary": "各规则保证金对照；只收取标注“实际收取”的一项",
  "trace.binding": "决定性情景",
  "trace.bindingLoss": "该情景亏损",
  "case.price-war": "价格战",
  "case.re-pricing": "重新定价",
  "case.shortage": "算力紧缺",
  "case.the-cheaper-one-leaves": "低价一家退出",
  "case.the-dearer-one-leaves": "高价一家退出",
  "case.price-of-the-work": "按工作量计价",
  "case.price-of-a-token": "按单个词元计价",
  "case.up": "上行",
  "case.down": "下行",
  "case.export-shock": "出口管制冲击",
  "case.software-gain": "软件提效",
  "case.launch": "新一代上市",
  "case.own-moves": "自定变动",
};
