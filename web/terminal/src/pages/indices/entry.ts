// The published indices: value, history, constituents, exclusions, methodology, governance.
import type { PageEntry } from "../page";

export const entry: PageEntry = {
  name: "indices",
  title: { en: "Indices", zh: "指数" },
  group: "market",
  order: 2,
  key: "I",
  views: [".tab=workbench"],
  load: () => import("./page"),
};
