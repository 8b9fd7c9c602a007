// What a page of the terminal is: a folder under src/pages with an entry (eager, small) and a page (loaded when opened).
import type { ComponentType } from "react";
import type { View } from "../state/view";

export interface PageProps {
  view: View;
  change: (part: Partial<View>) => void;
  /** Changes with theme, convention and language: drawings are made again. */
  look: string;
}

/** For whom a page is made: the order of the groups in the navigation. */
export type Group = "market" | "trade" | "hedge" | "account" | "clearing" | "operate";

export interface PageEntry {
  /** Its name in the address: ?page=NAME. */
  name: string;
  title: { en: string; zh: string };
  group: Group;
  /** Place within its group. */
  order: number;
  /** One letter after G; absent: none. */
  key?: string;
  /** Not in the navigation: reached by a link from another page. */
  inner?: true;
  /** Queries of what else it shows, its tabs for one: the matrix and the gallery open each. Literals, on their lines. */
  views?: readonly string[];
  load: () => Promise<{ default: ComponentType<PageProps> }>;
}
