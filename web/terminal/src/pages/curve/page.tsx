// The curve's studies in the shell: a product is chosen by its first month.
import { CurvePage } from "../../panels/curve/CurvePage";
import { useBoard } from "../../state/board";
import type { PageProps } from "../page";

export default function Curve({ view, change, look }: PageProps) {
  const { row, chooseContract } = useBoard(view, change);
  return <CurvePage contract={row?.contract ?? null} choose={chooseContract} look={look} />;
}
