// The frame of a panel and the states that every panel has: loading, empty, stale, failed.
import { Component, useEffect, useState, type ReactNode } from "react";
import { RequestFailed } from "../api/client";
import { useWords } from "../i18n";
import { phrase } from "../i18n/phrases";
import { useFreshness, useVenue } from "../state/venue";

interface PanelProps {
  id: string;
  title: ReactNode;
  /** Beside the title: choices, badges. */
  tools?: ReactNode;
  /** Its numbers come from the stream: greyed with their age when the feed is old. */
  live?: boolean;
  children: ReactNode;
}

export function Panel({ id, title, tools, live = false, children }: PanelProps) {
  const fresh = useFreshness();
  const stale = live && fresh === "stale";
  return (
    <section className="panel" id={id} aria-labelledby={`${id}-title`} data-stale={stale || undefined}>
      <header className="panel-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {stale && <Age />}
        {tools && <div className="panel-tools">{tools}</div>}
      </header>
      <div className="panel-body">
        <Boundary>{children}</Boundary>
      </div>
    </section>
  );
}

function Age() {
  const { t } = useWords();
  const { store } = useVenue();
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.round(store.silence(now) / 1000);
  return <span className="badge bad">{t("state.stale", { seconds })}</span>;
}

/** One panel may fail; the page goes on. */
export class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Broken again={() => this.setState({ failed: false })} /> : this.props.children;
  }
}

function Broken({ again }: { again: () => void }) {
  const { t } = useWords();
  return (
    <div className="state error">
      <p>{t("state.broken")}</p>
      <button type="button" onClick={again}>
        {t("state.retry")}
      </button>
    </div>
  );
}

/** Bars where rows will be; after two seconds it says what is awaited. */
export function Loading({ what, rows = 6 }: { what: string; rows?: number }) {
  const { t } = useWords();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 2000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="skeleton" aria-busy="true">
      <span className="hidden">{t("state.loading")}</span>
      {late && <p className="muted">{t("state.waiting", { what })}</p>}
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className="bar" />
      ))}
    </div>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return <p className="state muted">{children}</p>;
}

/** What failed, why, and what to do. */
export function Failed({ what, error, retry }: { what: string; error: Error; retry?: () => void }) {
  const { t, language } = useWords();
  const fault = error instanceof RequestFailed ? error.fault : null;
  return (
    <div className="state error">
      <p>{t("state.failed", { what })}</p>
      <p>
        {fault
          ? t(error instanceof RequestFailed && error.status >= 500 ? "state.fault" : "state.refused", {
              message: phrase(fault.message, language).text,
              code: `${fault.code} ${fault.num}`,
            })
          : t("state.unreachable")}
      </p>
      {retry && (
        <button type="button" onClick={retry}>
          {t("state.retry")}
        </button>
      )}
    </div>
  );
}

/** Says that something is made by programs. */
export function SimulatedBadge() {
  const { t } = useWords();
  return (
    <span className="badge sim" title={t("sim.title")}>
      {t("sim")}
    </span>
  );
}

/** A change with arrow, sign and colour. */
export function Direction({ of, children }: { of: -1 | 0 | 1; children: ReactNode }) {
  return <span className={of > 0 ? "up" : of < 0 ? "down" : undefined}>{children}</span>;
}
