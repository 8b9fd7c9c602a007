// The desk's refusals in Chinese; what is not in the list is shown as it came, marked as English.
import { phrase } from "../../i18n/phrases";
import type { Language } from "../../state/view";

export const refusals: Readonly<Record<string, string>> = {
  "No such month is listed.": "没有该上市合约。",
  "There is no such account.": "没有该账户。",
  "There is no such member.": "没有该结算会员。",
  "The member has no such account.": "该会员名下没有此账户。",
  "The member is in default already.": "该会员已处于违约状态。",
  "The house has no rules of default.": "结算所未制定违约规则。",
  "There is no such scenario.": "没有该压力情景。",
  "The scenario has no such case.": "该情景没有这一分支。",
  "No month of that contract is listed.": "该品种没有上市合约。",
  "Stands twice.": "重复出现。",
  "Is missing.": "缺少该项。",
  "Is missing: rows can be added to an account's lots only.": "缺少账户：只有选定账户才能在其持仓上追加。",
  "Is not one of the words.": "不是可选的取值。",
  "Is outside what is taken.": "超出可接受的范围。",
  "Is not as long as is taken.": "条数超出可接受的范围。",
  "Must be a whole number.": "必须是整数。",
  "Must be a whole number, without quotes.": "必须是整数，且不加引号。",
  "Must have three cells.": "每行必须有三列。",
  "The first line must name the columns.": "首行必须是列名。",
  "Lots times prices do not fit 64 bits of minor units.": "手数与价格的乘积过大，无法计算。",
  "This venue has no clearing desk.": "本交易场所未开设结算风控服务。",
};

export function refusal(message: string, language: Language): { text: string; lang: string } {
  const own = language === "zh" ? refusals[message] : undefined;
  return own ? { text: own, lang: "zh-CN" } : phrase(message, language);
}
