// The figures that a treasurer reads first, each beside what it would be without the hedge, and how it was computed.
import type { Cell, Figures } from "../../api/desk";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { How } from "./Figure";
import { text, told } from "./show";
import { words } from "./words";

/** The figure, and how sure it is in smaller letters: neither is broken over two lines. */
function Worth({ cell, q }: { cell: Cell; q: string }) {
  const { language } = useWords();
  const [size, error] = text(cell, language).split(" ± ");
  return (
    <span data-q={q} title={cell.raw ?? undefined}>
      <span className="hedge-size">{size}</span>
      {error !== undefined && <span className="hedge-error"> ± {error}</span>}
    </span>
  );
}

export function Head({ figures }: { figures: Figures }) {
  const { language } = useWords();
  const say = useSay(words);
  return (
    <section className="hedge-head" aria-label={say("figures")}>
      {figures.head.map((figure) => (
        <div key={figure.id} className={figure.bad ? "hedge-fact bad" : "hedge-fact"} id={`hedge-head-${figure.id}`}>
          <span className="hedge-name">{told(figure.name, language)}</span>
          <b className="hedge-value">
            {figure.bad && <span aria-hidden="true">▲ </span>}
            <Worth cell={figure.now} q={`hedge:${figure.id}`} />
          </b>
          {figure.was && <small>{say("was", { value: text(figure.was, language) })}</small>}
          {figure.note && <small>{told(figure.note, language)}</small>}
          <How how={figure.how} />
        </div>
      ))}
    </section>
  );
}
