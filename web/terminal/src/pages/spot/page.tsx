// The spot market's page in the shell.
import { SpotPage } from "../../panels/spot/SpotPage";
import type { PageProps } from "../page";

export default function Spot(props: PageProps) {
  return <SpotPage {...props} />;
}
