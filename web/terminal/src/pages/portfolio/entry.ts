// An account from its positions to its settlement statement, with figures that tie out.
import type { PageEntry } from "../page";

export const entry: PageEntry = {
  name: "portfolio",
  title: { en: "Portfolio", zh: "持仓与结算" },
  group: "account",
  order: 0,
  key: "P",
  views: [".tab=orders", ".tab=fills", ".tab=pnl", ".tab=margin", ".tab=ledger", ".tab=statement", ".tab=alerts"],
  load: () => import("./page"),
};
