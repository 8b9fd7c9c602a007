// Pictures of every page: states, languages, themes, conventions, and widths; index.html beside them shows them all.
// npm run gallery; E2E_ONLY=market,curve takes some pages.
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { artifacts } from "../support/places";
import { everyView } from "../support/pages";
import { enter, states } from "../support/states";
import { chinese, english, looks, nameOf, test } from "../support/test";

const folder = `${artifacts}/gallery`;
const only = process.env.E2E_ONLY?.split(",");

/** Beside 1680, which the states are taken at. */
const widths = [
  { width: 390, height: 844 },
  { width: 1366, height: 768 },
  { width: 2560, height: 1440 },
];

test.beforeAll(() => mkdirSync(folder, { recursive: true }));

for (const page of everyView.filter((p) => !only || only.includes(p.name)))
  for (const state of states)
    test(`${page.label} ${state}`, async ({ terminal }) => {
      const bring = await enter(terminal.page, state);
      await terminal.open(page.name, english, page.query);
      await bring();
      const take = async (name: string) => {
        // A chart draws in the frame after its size is known.
        await terminal.page.waitForTimeout(300);
        await terminal.page.screenshot({ path: `${folder}/${name}.png` });
      };
      for (const look of looks) {
        await terminal.turn(look);
        await take(`${page.label}.${state}.${nameOf(look)}.1680`);
      }
      if (state !== "populated") return;
      for (const size of widths) {
        await terminal.page.setViewportSize(size);
        for (const look of [english, chinese]) {
          await terminal.turn(look);
          await take(`${page.label}.${state}.${nameOf(look)}.${size.width}`);
        }
      }
    });

test.afterAll(() => {
  const pictures = readdirSync(folder).filter((f) => f.endsWith(".png"));
  const pages = [...new Set(pictures.map((f) => f.split(".")[0]!))].sort();
  const figure = (f: string) => {
    const caption = f.slice(0, -4).split(".").slice(1).join(" · ");
    const picture = `<img loading="lazy" src="${f}" alt="${f}">`;
    return `<figure><a href="${f}">${picture}</a><figcaption>${caption}</figcaption></figure>`;
  };
  const part = (page: string) => {
    const own = pictures.filter((f) => f.startsWith(`${page}.`)).sort();
    return `<h2 id="${page}">${page}</h2><div>${own.map(figure).join("")}</div>`;
  };
  const links = pages.map((p) => `<a href="#${p}">${p}</a>`).join(" · ");
  writeFileSync(
    `${folder}/index.html`,
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery of the terminal</title>
<style>body{font:14px system-ui;margin:16px} div{display:flex;flex-wrap:wrap;gap:12px}
figure{margin:0;width:420px} img{width:100%;border:1px solid #888}</style>
<h1>Gallery of the terminal</h1><nav>${links}</nav>${pages.map(part).join("\n")}</html>\n`,
  );
});
