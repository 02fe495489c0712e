export function mutations(_text: string): readonly { readonly text: string; readonly what: string }[] {
  return [];
}
