// A past day, played again in the same screens.
import type { PageEntry } from "../page";

export const entry: PageEntry = {
  name: "replay",
  title: { en: "Replay", zh: "回放" },
  group: "market",
  order: 80,
  key: "Y",
  load: () => import("./page"),
};
