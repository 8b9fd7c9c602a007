// What a settlement step is called, why it gave no price, and the formula by which it gave one.
import { price } from "../../format/numbers";
import type { SettlementMonth } from "../../api/day";
import { phrase } from "../../i18n/phrases";
import type { Say } from "../../i18n/words";
import type { Language } from "../../state/view";
import { words, type DayKey } from "./words";

const own: Readonly<Record<string, string>> = {
  manual: "人工定价",
  down: "舍去",
  up: "进位",
  "half up": "四舍五入",
  "half even": "四舍六入五成双",
  "nearest, tie to previous": "取最近价位，居中时取近昨结算者",
};

/** A step's name in the reader's language. */
export const tierName = (name: string, language: Language): string =>
  language === "zh" && own[name] ? own[name] : phrase(name, language).text;

const has = (key: string): key is DayKey => key in words.en;

/** Why a step gave none. */
export function whyNot(name: string, say: Say<DayKey>): string {
  const key = `no.${name}`;
  return say(has(key) ? key : "no.other");
}

const averages = ["volume weighted", "last hour", "closing window"];

/** How the step that counted came to what is proposed. */
export function formulaOf(month: SettlementMonth, say: Say<DayKey>): string {
  const name = month.stepName;
  const values = {
    sum: price(month.sum),
    weight: price(month.weight),
    exact: month.exact ?? "–",
    price: price(month.proposed),
    from: month.from ?? "–",
  };
  if (averages.includes(name)) return say("f.average", values);
  if (name.startsWith("move of")) return say("f.move", values);
  if (name.startsWith("change of")) return say("f.change", values);
  const key = `f.${name}`;
  return say(has(key) ? key : "f.other", values);
}
