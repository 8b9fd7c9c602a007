// Market operations: the state of each product, changes by two people, drafts of contracts, market quality, health.
import type { PageEntry } from "../page";

export const entry: PageEntry = {
  name: "operations",
  title: { en: "Operations", zh: "市场运营" },
  group: "operate",
  order: 0,
  key: "o",
  views: [".tab=changes", ".tab=designer", ".tab=makers", ".tab=health"],
  load: () => import("./page"),
};
