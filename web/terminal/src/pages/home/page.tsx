// Leads to the page where one's work begins; whoever is new goes through four steps first.
import { useEffect } from "react";
import { useSay } from "../../i18n/words";
import { Loading } from "../../panels/Panel";
import { pageOf } from "..";
import { homeOf, roles, type Role } from "../../session/roles";
import { useWho } from "../../session/session";
import { useTopic } from "../../state/venue";
import { recall } from "../../state/view";
import type { PageProps } from "../page";
import { keptRole, Tour } from "./Tour";
import "./home.css";
import { words } from "./words";

const exists = (page: string) => pageOf(page) !== null;

/** A chosen role comes before that of the sign-in: who may do several things has one to begin with. */
export function roleOf(kept: string | null, held: readonly Role[]): Role | null {
  return roles.find((role) => role === kept) ?? held.find((role) => role !== "reader") ?? null;
}

export default function Home({ view, change }: PageProps) {
  const t = useSay(words);
  const { session, roles: held } = useWho();
  const tours = view.at[".tour"] !== undefined;
  const failed = useTopic("board", (s) => s.failure !== null);
  const role = roleOf(recall(keptRole), held);
  const target = tours || role === null ? null : homeOf(role, exists);
  useEffect(() => {
    if (target !== null) change({ page: target, at: {} });
  }, [target, change]);
  // Whose role is not known yet may have one; a venue that does not answer has none to tell.
  if (target !== null || (session === null && !tours && !failed))
    return (
      <main>
        <Loading what={t("home")} rows={12} />
      </main>
    );
  return <Tour view={view} change={change} open={(chosen) => change({ page: homeOf(chosen, exists), at: {} })} />;
}
