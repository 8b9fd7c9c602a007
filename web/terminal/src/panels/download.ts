// How a file leaves the page.

export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

export function save(text: string, name: string, type = "text/csv"): void {
  download(new Blob([text], { type: `${type};charset=utf-8` }), name);
}
