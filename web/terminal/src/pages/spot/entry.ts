// The spot market: auctions, blocks, supply.
import type { PageEntry } from "../page";

export const entry: PageEntry = {
  name: "spot",
  title: { en: "Spot", zh: "现货" },
  group: "market",
  order: 5,
  load: () => import("./page"),
};
