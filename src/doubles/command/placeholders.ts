export function fillPlaceholders(text: string, _places: object): string {
  return text;
}
