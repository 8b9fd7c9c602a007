// The workspace of a trader: ladder, chart, ticket with its consequences, orders, positions.
import type { PageEntry } from "../page";

export const entry: PageEntry = {
  name: "trade",
  title: { en: "Trade", zh: "交易" },
  group: "trade",
  order: 0,
  key: "T",
  views: [".lay=spread", ".lay=maker", ".lay=execution", ".lay=auction", ".lay=monitor"],
  load: () => import("./page"),
};
