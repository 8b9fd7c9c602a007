// What a contract's curve says.
import type { PageEntry } from "../page";

export const entry: PageEntry = {
  name: "curve",
  title: { en: "Curves", zh: "曲线" },
  group: "hedge",
  order: 0,
  key: "c",
  views: [
    ".tab=history",
    ".tab=carry",
    ".tab=spreads",
    ".tab=spreads&.kind=fly",
    ".tab=fit",
    ".tab=pca",
    ".tab=season",
    ".tab=shortage",
    ".tab=inference",
  ],
  load: () => import("./page"),
};
