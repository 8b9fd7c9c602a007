// What a scenario means, in the reader's language; what is not known is shown as it came.
import type { Language } from "../../state/view";

const range = /^price ([+-]?\d)\/3 of the range, volatility (up|down)$/;
const extreme = /^extreme move (up|down), part covered$/;

export function meaning(text: string, language: Language): string {
  if (language !== "zh") return text;
  const move = range.exec(text);
  if (move) return `价格变动 ${move[1]}/3 区间，波动率${move[2] === "up" ? "上升" : "下降"}`;
  const far = extreme.exec(text);
  if (far) return `极端${far[1] === "up" ? "上涨" : "下跌"}，按比例计入`;
  return text === "published scenario" ? "公布情景" : text;
}
