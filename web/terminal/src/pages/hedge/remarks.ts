// What the desk records in English (how a line was mapped, why a ratio was taken) for a Chinese reader: sentence by
// sentence; one that is not known stands as it was recorded.
import type { Language } from "../../state/view";

type Shape = readonly [RegExp, (m: RegExpExecArray) => string];

const methods: Readonly<Record<string, string>> = {
  "daily changes": "日变动",
  "weekly changes": "周变动",
  "monthly changes": "月变动",
  "event aligned": "按调价事件对齐",
};

const named = (text: string) => methods[text] ?? text;

/** Why a method gives no ratio, and how an item was mapped: one phrase each. */
const phrases: readonly Shape[] = [
  [/^(\d+) ((?:daily|weekly|monthly) changes), (\d+) are needed$/, (m) => `${named(m[2]!)} ${m[1]} 个，至少需要 ${m[3]} 个`],
  [/^(\d+) changes, (\d+) are needed$/, (m) => `变动 ${m[1]} 个，至少需要 ${m[2]} 个`],
  [
    /^(\d+) changes with (\d+) before and after, (\d+) are needed$/,
    (m) => `前后各有 ${m[2]} 个相邻变动的变动 ${m[1]} 个，至少需要 ${m[3]} 个`,
  ],
  [
    /^(\d+) spans between moves of the own price, (\d+) are needed$/,
    (m) => `自身价格两次调价之间的区间 ${m[1]} 个，至少需要 ${m[2]} 个`,
  ],
  [/^the history has months only$/, () => "历史只有月度数据"],
  [/^yes$/, () => "是"],
  [/^no$/, () => "否"],
  [
    /^price: (\S+) (\w+)(?: at (\S+))? \/ (\S+), mean of (\d+) prints$/,
    (m) => `按价格：${m[1]} ${m[2]}${m[3] ? `，汇率 ${m[3]}` : ""}，除以指数均值 ${m[4]}（${m[5]} 次发布）`,
  ],
  [/^standard token (\S+): (\S+), factor (\S+)$/, (m) => `标准词元 ${m[1]}：分词器 ${m[2]}，系数 ${m[3]}`],
  [/^factor ([\d.]+)$/, (m) => `系数 ${m[1]}`],
  [/^not used: month must be a month in which (\S+) was printed$/, (m) => `未采用：当月 ${m[1]} 没有发布`],
  [/^hedged with (\S+), in a programme of its own$/, (m) => `以 ${m[1]} 另立方案套保`],
];

const sentences: readonly Shape[] = [
  [
    /^All floating volume is priced on the index by contract: one for one\.$/,
    () => "全部浮动用量均按合同以指数定价：一比一。",
  ],
  [
    /^(\S+) ?% of the floating volume is priced on the index by contract, one for one\.$/,
    (m) => `浮动用量的 ${m[1]}% 按合同以指数定价，一比一。`,
  ],
  [/^The other (\S+) ?% is not hedged: (.+)$/, (m) => `其余 ${m[1]}% 不套保：${remark(m[2]!, "zh")}`],
  [
    /^[Tt]he own price (never moved|moved once|moved (\d+) times) in (\d+) observations; (\d+) moves are needed\.$/,
    (m) => `自身价格在 ${m[3]} 次观测中变动 ${m[2] ?? (m[1] === "moved once" ? 1 : 0)} 次，至少需要 ${m[4]} 次。`,
  ],
  [/^No hedge is proposed on history\.$/, () => "不以历史数据建议套保。"],
  [/^No hedge is proposed\.$/, () => "不建议套保。"],
  [/^its bills and the index have fewer than two months in common\.$/, () => "账单与指数的共同月份不足两个。"],
  [/^The index never moved\.$/, () => "指数从未变动。"],
  [/^There is nothing to hedge with\.$/, () => "无可用于套保的变动。"],
  [/^The hedger asked for ([^:]+)\.$/, (m) => `按选择采用${named(m[1]!)}。`],
  [/^The hedger asked for ([^:]+): (.+)\.$/, (m) => `所选${named(m[1]!)}不能采用：${remark(m[2]!, "zh")}。`],
  [/^Plain changes: (.+)\.$/, (m) => `直接变动不能采用：${remark(m[1]!, "zh")}。`],
  [/^Events: (.+)\.$/, (m) => `调价事件不能采用：${remark(m[1]!, "zh")}。`],
  [/^Months: (.+)\.$/, (m) => `月均值不能采用：${remark(m[1]!, "zh")}。`],
  [
    /^The own price stands still on (\S+)% of observations, (not )?over (\S+)%: (.+)\.$/,
    (m) =>
      m[2]
        ? `自身价格在 ${m[1]}% 的观测中未变，未超过 ${m[3]}%：采用${named(m[4]!)}。`
        : `自身价格在 ${m[1]}% 的观测中未变，超过 ${m[3]}%：单期变动的斜率偏向零。`,
  ],
  [
    /^The interval of the slope (\S+) runs from (\S+) to (\S+), not above zero\.$/,
    (m) => `斜率 ${m[1]} 的区间为 ${m[2]} 至 ${m[3]}，未高于零。`,
  ],
  [/^The hedge is poor: no ratio is proposed on history\.$/, () => "套保效果不佳：不以历史数据建议比率。"],
  [/^A cost that a contract writes on the index needs none\.$/, () => "按合同以指数定价的成本无须估计。"],
  [
    /^There are too few changes to test the ratio .+; its own fit has an R² of (\S+), (\S+) are asked for\.$/,
    (m) => `变动太少，无法做样本外检验；样本内 R² 为 ${m[1]}，要求 ${m[2]}。`,
  ],
  [
    /^No own prices beside the index: give --history, or bills of several months\.$/,
    () => "没有与指数并列的自身价格：请提交每日价格，或数月的账单。",
  ],
  [/^Nothing is hedged for it\.$/, () => "该部分不套保。"],
  [/^Own price over index (\S+): ratio (\S+)\.$/, (m) => `自身价格与指数之比 ${m[1]}，套保比率 ${m[2]}。`],
];

function known(text: string, shapes: readonly Shape[]): string | null {
  for (const [shape, told] of shapes) {
    const found = shape.exec(text);
    if (found) return told(found);
  }
  return null;
}

export function remark(text: string, language: Language): string {
  if (language !== "zh") return text;
  const phrase = known(text, phrases);
  if (phrase !== null) return phrase;
  const whole = known(text, sentences);
  if (whole !== null) return whole;
  // A reason may run over several sentences.
  const rest = /^(.*?one for one\.) (The other \S+ ?% is not hedged: .+)$/s.exec(text);
  if (rest) return `${remark(rest[1]!, language)}${remark(rest[2]!, language)}`;
  const parts = text.split(/(?<=\.) (?=[A-Z])/);
  const told = parts.map((p) => known(p, sentences));
  return told.every((t) => t === null) ? text : parts.map((p, i) => told[i] ?? p).join("");
}

/** Of what is still English. */
export const remarkLang = (told: string, language: Language) =>
  language === "zh" && /[\u4e00-\u9fff]/.test(told) ? undefined : "en";
