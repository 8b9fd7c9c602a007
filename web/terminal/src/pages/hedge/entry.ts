// The hedge programme of a participant, served by his own desk: from a usage file to approved orders and a report.
import type { PageEntry } from "../page";

export const entry: PageEntry = {
  name: "hedge",
  title: { en: "Hedging", zh: "套期保值" },
  group: "hedge",
  order: 0,
  key: "h",
  load: () => import("./page"),
};
