// What the clearing house is exposed to, and why each margin is what it is.
import type { PageEntry } from "../page";

export const entry: PageEntry = {
  name: "clearing",
  title: { en: "Clearing risk", zh: "结算风控" },
  group: "clearing",
  order: 0,
  key: "r",
  views: [
    ".tab=member",
    ".tab=trace",
    ".tab=calls",
    ".tab=whatif",
    ".tab=stress",
    ".tab=backtest",
    ".tab=concentration",
    ".tab=waterfall",
    ".tab=ledger",
  ],
  load: () => import("./page"),
};
