// What a contract is: its terms in words, from its own document.
import type { ReactNode } from "react";
import { field } from "../../api/contracts";
import type { Paper } from "../../api/governance";
import { inHundred, sign } from "../../format/decimal";
import { grouped } from "../../format/numbers";
import { useWords } from "../../i18n";
import { phrase } from "../../i18n/phrases";
import { useSay } from "../../i18n/words";
import { words } from "./words";

const text = (paper: Paper): string => (paper === null || typeof paper === "object" ? "" : String(paper));

interface SpecificationProps {
  terms: Paper;
  openIndex: (index: string) => void;
}

export function Specification({ terms, openIndex }: SpecificationProps) {
  const say = useSay(words);
  const { language } = useWords();
  const of = (...path: string[]) => text(field(terms, ...path));
  const has = (...path: string[]) => field(terms, ...path) !== null;
  // What the document says in English alone is marked as such where no translation is known.
  const told = (words: string) => {
    const known = phrase(words, language);
    return <span lang={known.lang}>{known.text}</span>;
  };
  const fee = (part?: string) => {
    const at = part ? ["fee", part] : ["fee"];
    const [percent, perLot] = [inHundred(of(...at, "ofTurnover") || "0"), of(...at, "perLot") || "0"];
    const lot = say("feeLot", { perLot, currency: of("currency") });
    const turnover = say("feeTurnover", { percent });
    if (sign(percent) === 0) return lot;
    return sign(perLot) === 0 ? turnover : say("feeBoth", { turnover, lot });
  };
  const index = of("finalSettlement", "index");
  const steps = field(terms, "dailySettlement", "steps");
  const facts: [string, ReactNode][] = [
    [say("unit"), told(of("unit"))],
    [say("quote"), told(of("quote"))],
    [say("lotSize"), grouped(of("lotSize"))],
    [say("tick"), <>{of("tick")} <span className="muted">{told(of("quote"))}</span></>],
    [say("currency"), <span translate="no">{of("currency")}</span>],
    [say("calendar"), <span translate="no">{of("calendar")}</span>],
    [say("months"), say("monthsText", { serial: of("months", "serial"), quarters: of("months", "quarters") || "0" })],
    [say("lastTradingDay"), told(of("lastTradingDay"))],
    [
      say("priceLimit"),
      say("priceLimitText", {
        percent: inHundred(of("priceLimit")),
        multiple: of("firstDayLimitMultiple"),
      }),
    ],
    [say("maxOrder"), grouped(of("maxOrderLots"))],
    [say("positionLimit"), grouped(of("positionLimitLots"))],
    [say("fee"), fee()],
    ...(has("fee", "close") ? [[say("feeClose"), fee("close")] as [string, ReactNode]] : []),
    ...(has("fee", "closeToday") ? [[say("feeToday"), fee("closeToday")] as [string, ReactNode]] : []),
    [say("dates"), say(of("positionDates") === "separate" ? "dates.separate" : "dates.together")],
    [
      say("daily"),
      <>
        {say("dailyText")}
        <ol>{Array.isArray(steps) && steps.map((step) => <li key={text(step)}>{told(text(step))}</li>)}</ol>
        {has("dailySettlement", "window") && say("window", { seconds: of("dailySettlement", "window") })}
      </>,
    ],
    [
      say("final"),
      <>
        {say("finalText", {
          index,
          prints: say(of("finalSettlement", "prints") === "business days" ? "prints.business-days" : "prints.every-day"),
          least: of("finalSettlement", "leastPrints"),
        })}{" "}
        {index && (
          <button type="button" className="link" onClick={() => openIndex(index)}>
            {say("openIndex")}
          </button>
        )}
        {has("finalSettlement", "certificates") && (
          <p>
            {say("certificates", {
              product: of("finalSettlement", "certificates", "product"),
              notice: of("finalSettlement", "certificates", "noticeDays"),
              window: of("finalSettlement", "certificates", "windowDays"),
            })}
          </p>
        )}
      </>,
    ],
  ];
  const hedges = of("hedges", language);
  return (
    <>
      {hedges && (
        <p className="products-hedges">
          <b>{say("hedges")}</b> {hedges}
        </p>
      )}
      <dl className="products-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
