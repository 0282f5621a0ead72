/** Gives a text to the browser as a file. */

/** Some browsers fetch the data of a download a little later. */
const KEPT_FOR_MS = 60_000;

export function saveText(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_FOR_MS);
}
