// The listed products: what each contract is, how it settles, what it costs, its months, its documents and versions.
import type { PageEntry } from "../page";

export const entry: PageEntry = {
  name: "products",
  title: { en: "Products", zh: "品种" },
  group: "market",
  order: 1,
  key: "M",
  load: () => import("./page"),
};
