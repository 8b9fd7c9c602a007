// A button that reads a file: the browser's own speaks the browser's language, not the page's.
import type { ChangeEvent } from "react";

interface FileButtonProps {
  label: string;
  /** What was chosen last, where the page keeps it in sight. */
  chosen?: string;
  accept?: string;
  disabled?: boolean;
  take: (file: File) => void;
}

export function FileButton({ label, chosen, accept, disabled, take }: FileButtonProps) {
  const read = (e: ChangeEvent<HTMLInputElement>) => {
    const file = e.target.files?.[0];
    if (file) take(file);
    // The same file may be chosen once more.
    e.target.value = "";
  };
  return (
    <label className="file-button">
      <span>{label}</span>
      <input className="hidden" type="file" accept={accept} disabled={disabled} onChange={read} />
      {chosen !== undefined && (
        <span className="muted" translate="no">
          {chosen}
        </span>
      )}
    </label>
  );
}
