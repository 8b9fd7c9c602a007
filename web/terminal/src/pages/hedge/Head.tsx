// The figures that a treasurer reads first, each beside what it would be without the hedge, and how it was computed.
import type { Figures } from "../../api/desk";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { How } from "./Figure";
import { Shown, text, told } from "./show";
import { words } from "./words";

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
            <Shown cell={figure.now} q={`hedge:${figure.id}`} />
          </b>
          {figure.was && <small>{say("was", { value: text(figure.was, language) })}</small>}
          {figure.note && <small>{told(figure.note, language)}</small>}
          <How how={figure.how} />
        </div>
      ))}
    </section>
  );
}
