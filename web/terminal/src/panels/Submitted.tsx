// A document as somebody submitted it, field by field.
import type { Paper } from "../api/governance";

export function Submitted({ paper, label }: { paper: Paper; label: string }) {
  return (
    <div lang="en" translate="no" className="submitted scroll" tabIndex={0} role="region" aria-label={label}>
      <Part paper={paper} />
    </div>
  );
}

/** Short lists of plain words stay on one line; what has parts is opened. */
function Part({ paper }: { paper: Paper }) {
  if (Array.isArray(paper))
    return paper.every(isPlain) ? (
      <span>{paper.map(String).join(", ")}</span>
    ) : (
      <ol>
        {paper.map((one, i) => (
          <li key={i}>
            <Part paper={one} />
          </li>
        ))}
      </ol>
    );
  if (paper === null || typeof paper !== "object") return <span>{String(paper ?? "–")}</span>;
  return (
    <dl>
      {Object.entries(paper).map(([field, value]) => (
        <div key={field} data-plain={isPlain(value) || undefined}>
          <dt>{field}</dt>
          <dd>
            <Part paper={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const isPlain = (paper: Paper) => paper === null || typeof paper !== "object";
