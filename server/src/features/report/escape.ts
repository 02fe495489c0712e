/** Characters that are not for a page: controls, halves of pairs, and direction marks that let text pretend to be other text. */
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text of a file for the inside of an HTML or SVG element and for a quoted attribute; names in templates may hold anything. */
export function escapeHtml(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(unprintable, '\ufffd')
    .replace(/[&<>"']/g, character => entities[character]!);
}

/** Text of a file for a cell of a Markdown table, shown as it is written. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(unprintable, '\ufffd')
    .replace(/[\\`*_<>[\]~|#&]/g, '\\$&');
}
