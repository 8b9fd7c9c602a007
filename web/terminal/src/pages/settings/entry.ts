// How the terminal looks and which keys it has.
import type { PageEntry } from "../page";

export const entry: PageEntry = {
  name: "settings",
  title: { en: "Settings", zh: "设置" },
  group: "operate",
  order: 99,
  inner: true,
  load: () => import("./page"),
};
