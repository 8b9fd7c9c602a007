// An account from its positions to its settlement statement, with figures that tie out.
import type { PageEntry } from "../page";

export const entry: PageEntry = {
  name: "portfolio",
  title: { en: "Portfolio", zh: "账户与结算单" },
  group: "account",
  order: 0,
  key: "P",
  load: () => import("./page"),
};
