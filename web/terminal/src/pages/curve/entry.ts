// Studies of one product's curve.
import type { PageEntry } from "../page";

export const entry: PageEntry = {
  name: "curve",
  title: { en: "Curve studies", zh: "曲线研究" },
  group: "hedge",
  order: 0,
  key: "c",
  load: () => import("./page"),
};
