// Every page of the terminal, found by its folder: nobody keeps a list.
import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import type { Group, PageEntry, PageProps } from "./page";

export const groups: readonly Group[] = ["market", "trade", "hedge", "account", "clearing", "operate"];

const found = import.meta.glob<{ entry: PageEntry }>("./*/entry.ts", { eager: true });

export const pages: readonly PageEntry[] = Object.values(found)
  .map((m) => m.entry)
  .sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || a.order - b.order);

const loaded = new Map<string, LazyExoticComponent<ComponentType<PageProps>>>(
  pages.map((p) => [p.name, lazy(p.load)]),
);

/** The page of a name; null for a name that no page has. */
export function pageOf(name: string): LazyExoticComponent<ComponentType<PageProps>> | null {
  return loaded.get(name) ?? null;
}
