// How cells and sentences of the desk stand on the page: its own text in the reader's language, never rounded again.
import { useWords } from "../../i18n";
import type { Cell, DeskTable, Said } from "../../api/desk";
import { useSay } from "../../i18n/words";
import type { Language } from "../../state/view";
import { remark, remarkLang } from "./remarks";
import { words } from "./words";

export function told(said: Said, language: Language): string {
  return language === "zh" ? said.zh : said.en;
}

/** Text of a cell in a language; a quotation stays as it was recorded. */
export function text(cell: Cell, language: Language): string {
  return language === "zh" && cell.zh ? cell.zh : cell.text;
}

/** Words that the desk records in English only stand in Chinese where they are known. Recorded words are marked as English where they are not Chinese. */
export function Shown({ cell, q }: { cell: Cell; q?: string }) {
  const { language } = useWords();
  const told = cell.kind === "Code" ? remark(text(cell, language), language) : text(cell, language);
  const quoted = cell.kind === "Code" && /[A-Za-z]{3}/.test(told) && remarkLang(told, language);
  return (
    <span lang={quoted || undefined} data-q={q} title={cell.raw ?? undefined}>
      {told}
    </span>
  );
}

/** What the desk recorded, in the reader's language where it is known; a person's own reason stands as it was typed. */
export function Remark({ of }: { of: string }) {
  const { language } = useWords();
  const say = useSay(words);
  const left = language === "zh" ? /^left out: (.+)$/.exec(of) : null;
  if (left)
    return (
      <span>
        {say("lines.left")}
        <span lang="en">{left[1]}</span>
      </span>
    );
  const told = remark(of, language);
  return <span lang={remarkLang(told, language)}>{told}</span>;
}

/** The desk puts what it has in English only behind this mark. */
const source = "原文：";

export function Sentence({ said, className }: { said: Said; className?: string }) {
  const { language } = useWords();
  const whole = told(said, language);
  const [own = "", quoted] = language === "zh" ? whole.split(source) : [whole];
  const known = quoted === undefined ? "" : remark(quoted, language);
  // A translation needs no mark; what is not known keeps it.
  const shown = quoted === undefined || known !== quoted ? own + known : whole;
  // What the desk has in English only is told as it stands.
  const foreign = language === "zh" && !/[\u4e00-\u9fff]/.test(shown);
  return (
    <p className={className} lang={foreign ? "en" : undefined}>
      {shown}
    </p>
  );
}

export function Rows({ table, caption }: { table: DeskTable; caption?: string }) {
  const { language } = useWords();
  const row = (cells: Cell[], key: string) => (
    <tr key={key} className={key === "total" ? "hedge-total" : undefined}>
      {cells.map((cell, i) =>
        i === 0 ? (
          <th key={i} scope="row">
            <Shown cell={cell} />
          </th>
        ) : (
          <td key={i} className={table.columns[i]?.figures ? "n" : undefined}>
            <Shown cell={cell} />
          </td>
        ),
      )}
    </tr>
  );
  return (
    <div className="hedge-scroll" tabIndex={0} role="region" aria-label={caption ?? told(table.title, language)}>
      <table>
        <thead>
          <tr>
            {table.columns.map((c, i) => (
              <th key={i} scope="col" className={c.figures ? "n" : undefined}>
                {told(c.name, language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((cells, i) => row(cells, String(i)))}
          {table.total && row(table.total, "total")}
        </tbody>
      </table>
    </div>
  );
}

/** A table as CSV: as shown, then what was not rounded. Opens in a spreadsheet as it is. */
export function toCsv(table: DeskTable, language: Language): string {
  const all = table.total ? [...table.rows, table.total] : table.rows;
  const raw = table.columns.map((_, i) => i).filter((i) => all.some((r) => r[i]?.raw));
  const line = (cells: string[]) => cells.map(quoted).join(",");
  const names = table.columns.map((c) => told(c.name, language));
  const lines = [
    line([...names, ...raw.map((i) => `${names[i]!} =`)]),
    ...all.map((r) => line([...r.map((c) => text(c, language)), ...raw.map((i) => r[i]?.raw ?? "")])),
  ];
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

function quoted(cell: string): string {
  const safe = /^[=+@]/.test(cell) || /^-[^\d.]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
