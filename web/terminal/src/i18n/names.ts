// Names of the laboratory's simulated firms as a Chinese reader would call them. Any other name stands as it is.
import type { Language } from "../state/view";

const firms: Readonly<Record<string, string>> = {
  Maker: "模拟做市商",
  "App Builder": "模拟应用开发商",
  "Model Provider": "模拟模型供应商",
  "Inference Cloud": "模拟推理云",
  "Data Centre": "模拟数据中心",
  Trader: "模拟交易商",
  "Spread Trader": "模拟套利商",
  "Futures North": "模拟北方期货",
  "Futures South": "模拟南方期货",
  "Trading House": "模拟贸易商行",
};

const known = new RegExp(`\\bSim (${Object.keys(firms).sort((a, b) => b.length - a.length).join("|")})\\b`, "g");

/** The name of a member or an account for its reader, alone or in a line with others. */
export function named(text: string, language: Language): string {
  return language === "zh" ? text.replace(known, (_, firm: string) => firms[firm]!) : text;
}
