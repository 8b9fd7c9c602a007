// How much of the built bundle must be fetched before something is seen, compressed, in kilobytes.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { terminal } from "./places";

interface Chunk {
  file: string;
  isEntry?: boolean;
  isDynamicEntry?: boolean;
  imports?: string[];
  css?: string[];
}

export interface Size {
  what: string;
  kilobytes: number;
  bound: number;
}

const dist = `${terminal}/dist`;
const size = (file: string) => gzipSync(readFileSync(`${dist}/${file}`), { level: 9 }).length / 1000;
const sum = (files: Iterable<string>) => [...files].reduce((kilobytes, file) => kilobytes + size(file), 0);

/** Each shell and each page with its bound: 170 kB of script for a shell, 120 for a page, 20 of styles together. */
export function sizes(): Size[] {
  const chunks = JSON.parse(readFileSync(`${dist}/.vite/manifest.json`, "utf8")) as Record<string, Chunk>;
  /** What a chunk needs before it runs, itself included. */
  const needs = (name: string, found = new Set<string>()): Set<string> => {
    if (found.has(name)) return found;
    found.add(name);
    for (const next of chunks[name]!.imports ?? []) needs(next, found);
    return found;
  };
  const scripts = (names: Iterable<string>) => [...names].map((n) => chunks[n]!.file).filter((f) => f.endsWith(".js"));
  const styles = (names: Iterable<string>) => new Set([...names].flatMap((n) => chunks[n]!.css ?? []));
  const shell = needs("index.html");
  return Object.entries(chunks).flatMap(([name, chunk]): Size[] => {
    if (chunk.isEntry) {
      const own = needs(name);
      return [
        { what: `${name}: script of the shell`, kilobytes: sum(scripts(own)), bound: 170 },
        { what: `${name}: styles of the shell`, kilobytes: sum(styles(own)), bound: 20 },
      ];
    }
    if (!chunk.isDynamicEntry) return [];
    const own = [...needs(name)].filter((n) => !shell.has(n));
    return [
      { what: `${name}: script of the page`, kilobytes: sum(scripts(own)), bound: 120 },
      { what: `${name}: styles with the shell's`, kilobytes: sum(styles([...shell, ...own])), bound: 20 },
    ];
  });
}
