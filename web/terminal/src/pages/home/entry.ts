// The page of an address that names none: leads to the page of one's role, newcomers through four steps.
import type { PageEntry } from "../page";

export const entry: PageEntry = {
  name: "home",
  title: { en: "Home", zh: "首页" },
  group: "market",
  order: -1,
  inner: true,
  load: () => import("./page"),
};
