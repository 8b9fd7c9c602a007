// The end of a day for market operations: settlement run, clearing steps, bulletin.
import type { PageEntry } from "../page";

export const entry: PageEntry = {
  name: "day",
  title: { en: "Settlement and close", zh: "结算与日终" },
  group: "operate",
  order: 2,
  key: "d",
  views: [".tab=close", ".tab=bulletin"],
  load: () => import("./page"),
};
