// What a contract's curve says.
import type { PageEntry } from "../page";

export const entry: PageEntry = {
  name: "curve",
  title: { en: "Curves", zh: "曲线" },
  group: "hedge",
  order: 0,
  key: "c",
  load: () => import("./page"),
};
