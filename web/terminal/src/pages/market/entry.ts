// Every listed month and spread by family, and the day's papers beside them.
import type { PageEntry } from "../page";

export const entry: PageEntry = {
  name: "market",
  title: { en: "Markets", zh: "行情" },
  group: "market",
  order: 0,
  key: "B",
  views: ["tab=bulletin", "tab=statement"],
  load: () => import("./page"),
};
