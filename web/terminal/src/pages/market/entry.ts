// The board with ladder, curve, tape and papers.
import type { PageEntry } from "../page";

export const entry: PageEntry = {
  name: "market",
  title: { en: "Market", zh: "行情" },
  group: "market",
  order: 0,
  views: ["tab=bulletin", "tab=statement", "tab=order", "tab=quote"],
  load: () => import("./page"),
};
