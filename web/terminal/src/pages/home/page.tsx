// Leads to the page where one's work begins.
import { useEffect } from "react";
import { Loading } from "../../panels/Panel";
import type { PageProps } from "../page";
import { useSay } from "../../i18n/words";
import { words } from "./words";

export default function Home({ change }: PageProps) {
  const t = useSay(words);
  useEffect(() => change({ page: "market" }), [change]);
  return (
    <main>
      <Loading what={t("home")} rows={12} />
    </main>
  );
}
