// What a draft's field must be, in the reader's language: the venue names each rule in English.
import type { Language } from "../../state/view";

const exact: Readonly<Record<string, string>> = {
  "is defined already": "已有定义",
  "is a spread": "与已有套利合约同名",
  "is not a calendar of this market": "本市场没有该交易日历",
  "is not a field of this document": "不是本文档的字段",
  "must be an object": "须为对象",
  "must be a JSON object": "须为 JSON 对象",
  "must be JSON whose texts are valid Unicode": "须为 JSON，文本须为有效 Unicode",
  "must be a text that is not empty": "须为非空文本",
  "must be a list": "须为列表",
  "must be true or false": "须为 true 或 false",
  "must be a date, yyyy-MM-dd": "须为日期 yyyy-MM-dd",
  "must be a clock time, HH:mm": "须为时刻 HH:mm",
  "must hold texts only": "只能包含文本",
  "must hold dates only, yyyy-MM-dd": "只能包含日期 yyyy-MM-dd",
  "must have at most six decimals": "至多六位小数",
  "must be whole minor units": "须为最小货币单位的整数倍",
  "must be CNY, USD or EUR": "须为 CNY、USD 或 EUR",
  "must be 1 to 8 letters or digits": "须为 1 至 8 个字母或数字",
  "must be 1 to 24 letters, digits and marks without spaces": "须为 1 至 24 个字母、数字或符号，不含空格",
  "tick times lot size must be a whole number of minor units, so that no gain is ever rounded":
    "最小变动价位 × 交易单位须为最小货币单位的整数倍，盈亏才无须取整",
  "decimals must be fine enough for a tick to be whole": "小数位数须足以表示一个最小变动价位",
  "one unit of the final price on one lot must be whole minor units": "交割结算价一个单位在一手上的金额须为最小货币单位的整数倍",
  "index must be 1 to 24 of A-Z a-z 0-9 . _ : -": "指数代码须为 1 至 24 个字符：A-Z a-z 0-9 . _ : -",
  "limitLadder: the price limit and the last step must stay below the whole price": "涨跌停幅度与最后一级扩板之和须小于 1",
  "times the price limit must stay below the whole price": "与涨跌停幅度之积须小于 1",
  "steps must end with 'previous', so that there is always a price": "方法顺序须以 previous 结尾，以保证总有结算价",
  "window (seconds) goes with the steps 'closing window' and 'spread implied'":
    "window（秒）只与 closing window、spread implied 两种方法并用",
  "fees of closing hold from release 2 on": "平仓手续费自第 2 版规则起适用",
  "forced reduction holds from release 2 on": "强制减仓自第 2 版规则起适用",
  "holds from release 5 on": "自第 5 版规则起适用",
};

const shapes: readonly (readonly [RegExp, (m: RegExpExecArray) => string])[] = [
  [/^must be a whole number from (\S+) to (\S+)$/, (m) => `须为 ${m[1]} 至 ${m[2]} 的整数`],
  [/^must be a decimal in quotes from (\S+) to (\S+)$/, (m) => `须为加引号的小数，${m[1]} 至 ${m[2]}`],
  [/^must be one of: (.+)$/, (m) => `须为其中之一：${m[1]}`],
  [/^steps: '(.+)' must be one of: (.+)$/, (m) => `方法“${m[1]}”须为其中之一：${m[2]}`],
  [/^not JSON \(line (\d+), byte (\d+)\)$/, (m) => `不是 JSON（第 ${m[1]} 行，第 ${m[2]} 字节）`],
];

/** What is not known is shown as it came, marked as English. */
export function ruleText(rule: string, language: Language): { text: string; lang: "en" | "zh-CN" } {
  if (language !== "zh") return { text: rule, lang: "en" };
  const whole = exact[rule];
  if (whole !== undefined) return { text: whole, lang: "zh-CN" };
  for (const [shape, told] of shapes) {
    const found = shape.exec(rule);
    if (found) return { text: told(found), lang: "zh-CN" };
  }
  return { text: rule, lang: "en" };
}
