// The hedge page: a plan from the desk that serves it, or from a file of the reader's, and its panels.
import { useEffect, useMemo, useState, type ReactNode } from "react";
import type { Language } from "../state/view";
import { hedgeTranslator, HedgeWordsContext, named, useHedgeWords } from "../i18n/hedge";
import { BasisPanel, RatioPanel } from "./RatioPanel";
import { Facts } from "./Facts";
import { FanChart } from "./FanChart";
import { MonthTable } from "./MonthTable";
import { Notes } from "./Notes";
import { readPlan, type Plan } from "./plan";
import { Scenarios } from "./Scenarios";
import { Strategies } from "./Strategies";

type State = { plan: Plan } | { waiting: true } | { none: true } | { bad: string };

function language(): Language {
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked === "en" || asked === "zh") return asked;
  return navigator.language.startsWith("zh") ? "zh" : "en";
}

export function HedgePage() {
  const [lang, setLang] = useState(language);
  const [state, setState] = useState<State>({ waiting: true });
  const words = useMemo(() => ({ t: hedgeTranslator(lang), language: lang }), [lang]);

  useEffect(() => {
    document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
    document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    document.title = `Tokenbourse: ${words.t("title")}`;
    const query = new URLSearchParams(location.search);
    query.set("lang", lang);
    history.replaceState(null, "", `?${query}`);
  }, [lang, words]);

  useEffect(() => {
    fetch("desk/plan")
      .then(async (answer) => setState(answer.ok ? opened(await answer.text()) : { none: true }))
      .catch(() => setState({ none: true }));
  }, []);

  return (
    <HedgeWordsContext value={words}>
      <main className="hedge">
        <header className="hedge-head">
          <h1>{words.t("title")}</h1>
          {"plan" in state && <Heading plan={state.plan} />}
          <div className="hedge-tools">
            <OpenFile take={(text) => setState(opened(text))} />
            <button type="button" onClick={() => setLang(lang === "zh" ? "en" : "zh")}>
              {lang === "zh" ? "English" : "中文"}
            </button>
          </div>
        </header>
        {"plan" in state ? <Panels plan={state.plan} /> : <Instead state={state} />}
      </main>
    </HedgeWordsContext>
  );
}

function opened(text: string): State {
  const read = readPlan(text);
  return "plan" in read ? read : { bad: read.missing };
}

function Heading({ plan }: { plan: Plan }) {
  const { t } = useHedgeWords();
  return (
    <p className="hedge-of">
      <b>{plan.programme.name}</b> · {plan.programme.entity} · {t(`side.${plan.programme.side}`)} · {plan.programme.contract} ·{" "}
      {t("asOf", { day: plan.made })} {plan.simulated && <span className="badge">{t("simulated")}</span>}
    </p>
  );
}

function OpenFile({ take }: { take: (text: string) => void }) {
  const { t } = useHedgeWords();
  return (
    <label className="file">
      {t("open")}
      <input
        type="file"
        accept="application/json,.json"
        onChange={(e) => void e.target.files?.[0]?.text().then(take)}
      />
    </label>
  );
}

function Instead({ state }: { state: State }) {
  const { t } = useHedgeWords();
  if ("waiting" in state) return <p className="hedge-none">{t("loading")}</p>;
  if ("bad" in state) return <p className="hedge-none bad">{t("bad", { part: state.bad })}</p>;
  return (
    <div className="hedge-none">
      <p>{t("none")}</p>
      <pre>tokenbourse desk serve --desk data/desk</pre>
      <p>{t("private")}</p>
    </div>
  );
}

export function Box({ id, title, wide = false, children }: { id: string; title: string; wide?: boolean; children: ReactNode }) {
  return (
    <section className={wide ? "panel wide" : "panel"} id={id} aria-labelledby={`${id}-title`}>
      <header className="panel-head">
        <h2 id={`${id}-title`}>{title}</h2>
      </header>
      <div className="panel-body">{children}</div>
    </section>
  );
}

function Panels({ plan }: { plan: Plan }) {
  const { t, language } = useHedgeWords();
  const chosen = plan.strategies.find((s) => s.name === plan.chosen);
  const cost = plan.programme.side === "Buyer";
  return (
    <div className="hedge-grid">
      <Facts plan={plan} chosen={chosen} />
      <Box id="warnings" title={t("warnings")} wide>
        <Notes plan={plan} />
      </Box>
      <Box id="months" title={t("months", { unit: named("unit", plan.exposure.unit, language) })} wide>
        <MonthTable plan={plan} chosen={chosen} />
      </Box>
      <Box id="fan" title={t(cost ? "fan.cost" : "fan.revenue", { currency: plan.programme.currency })}>
        <FanChart risk={plan.risk} budget={plan.programme.budget} />
      </Box>
      <Box id="ratio" title={t("ratio")}>
        <RatioPanel ratio={plan.ratio} />
      </Box>
      <Box id="strategies" title={t("strategies")} wide>
        <Strategies plan={plan} />
      </Box>
      <Box id="basis" title={t("basis", { quote: named("unit", plan.market.quote, language) })} wide>
        <BasisPanel basis={plan.basis} />
      </Box>
      <Box id="scenarios" title={t("scenarios", { currency: plan.programme.currency })} wide>
        <Scenarios plan={plan} />
      </Box>
      <p className="hedge-foot muted small wide">
        {t("foot", { seed: plan.risk.seed, paths: plan.risk.paths, digest: plan.digest })}
      </p>
    </div>
  );
}
