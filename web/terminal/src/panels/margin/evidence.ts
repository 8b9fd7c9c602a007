// What an amount of a margin rests on: the engine's short English line as a sentence in the reader's language.
import { unscaled } from "../../format/decimal";
import { grouped } from "../../format/numbers";
import { listed, type Say } from "../../i18n/words";
import type { Language } from "../../state/view";
import { meaning } from "./meanings";
import type { words } from "./words";

type MarginSay = Say<keyof (typeof words)["en"]>;

/** The engine counts money in hundredths. */
const money = (minor: string) => grouped(unscaled(BigInt(minor), 2));

/** Half of so many hundredths; a third digit only where there is one. */
const half = (minor: string) => grouped(unscaled(BigInt(minor) * 5n, 3).replace(/0$/, ""));

/** Parts per million without the zeros that say nothing. */
const part = (ppm: string) => unscaled(BigInt(ppm), 6).replace(/\.?0+$/, "");

type Told = (m: RegExpExecArray, say: MarginSay, language: Language) => string;

const lines: readonly (readonly [RegExp, Told])[] = [
  [
    /^(-?\d+) lots, delta (-?\d+) ppm, in scenario (\d+)$/,
    (m, say) => say("evidence.delta", { lots: grouped(m[1]), delta: part(m[2]!), number: m[3]! }),
  ],
  [
    /^(-?\d+) lots x (-?\d+) in scenario (\d+)$/,
    (m, say) => say("evidence.loss", { lots: grouped(m[1]), loss: money(m[2]!), number: m[3]! }),
  ],
  [
    /^scenario (\d+): (.+)$/,
    (m, say, language) => say("evidence.scenario", { number: m[1]!, meaning: meaning(m[2]!, language) }),
  ],
  [/^scenario (\d+) of (\d+)$/, (m, say) => say("evidence.worst", { number: m[1]!, count: m[2]! })],
  [
    /^mean of the (\d+) worst; the worst is scenario (\d+) of (\d+)$/,
    (m, say) => say("evidence.tail", { tail: m[1]!, number: m[2]!, count: m[3]! }),
  ],
  [
    /^priority (\d+): ([\d.]+) spreads (\d+):(\d+) x (\d+)$/,
    (m, say) =>
      say("evidence.spread", { priority: m[1]!, count: m[2]!, ratio: `${m[3]}:${m[4]}`, charge: money(m[5]!) }),
  ],
  [/^(\d+) kinds of spreads formed$/, (m, say) => say("evidence.kinds", { count: m[1]! })],
  [
    /^([^;]+): ([\d.]+) in spreads, ([\d.]+) alone$/,
    (m, say) => say("evidence.spot", { tier: unitName(say, m[1]!), spreads: m[2]!, alone: m[3]! }),
  ],
  [
    /^(\S+) against (\S+): ([\d.]+) deltas at (\d+) ppm$/,
    (m, say) => say("evidence.credit", { one: m[1]!, other: m[2]!, deltas: m[3]!, share: part(`${m[4]}00`) }),
  ],
  [
    /^price risk (\d+)\/2 over ([\d.]+) deltas$/,
    (m, say) => say("evidence.priceRisk", { risk: half(m[1]!), deltas: m[2]! }),
  ],
  [
    /^(?:risk )?(\d+) is below the (floor|minimum) (\d+)$/,
    (m, say) => say("evidence.below", { risk: money(m[1]!), floor: money(m[3]!) }),
  ],
  [/^net option value (-?\d+)$/, (m, say) => say("evidence.optionValue", { value: money(m[1]!) })],
  [/^lots x liquidity amount$/, (_, say) => say("evidence.liquidity")],
  [/^lots above the threshold x amount$/, (_, say) => say("evidence.concentration")],
];

/** What is not known is told as it came. */
export function evidence(text: string, say: MarginSay, language: Language): string {
  const whole = one(text, say, language);
  if (whole !== null) return whole;
  const parts = text.split("; ").map((p) => one(p, say, language) ?? p);
  return parts.join(language === "zh" ? "；" : "; ");
}

function one(text: string, say: MarginSay, language: Language): string | null {
  for (const [shape, told] of lines) {
    const found = shape.exec(text);
    if (found) return told(found, say, language);
  }
  return null;
}

/** A group's, a contract's or a tier's name: "TK tier 2 / TK tier 2", "compute CNY", "TK". */
export function unitName(say: MarginSay, unit: string): string {
  return unit
    .split(" / ")
    .map((name) => {
      const tier = /^(\S+) tier (\d+)$/.exec(name);
      if (tier) return say("unit.tier", { contract: tier[1]!, tier: tier[2]! });
      const group = /^([a-z][a-z-]*)( .+)?$/.exec(name);
      return group ? `${listed(say, "group", group[1]!)}${group[2] ?? ""}` : name;
    })
    .join(" / ");
}
