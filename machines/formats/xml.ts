/** Texts in XML. */

/** XML 1.0 has no place for most control characters and for half characters, not even as references. */
const NO_XML = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as the content of an element or the value of an attribute. */
export function xmlText(value: string): string {
  return value.replace(NO_XML, '\ufffd').replace(/[&<>"']/g, found => ENTITIES[found] ?? found);
}
