/** Shortest form that is looked up: anything shorter says nothing about a password of twelve characters. */
export const SHORTEST_FORM = 3;

/** Letters and digits in lower case: what is left of a password when the punctuation that people add is taken off. */
export function plainForm(password: string): string {
  return password
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The plain form without the digits around it: `!!Dragon2024` is `dragon`. */
export function coreForm(password: string): string {
  return plainForm(password).replace(/^\d+|\d+$/g, '');
}

/** What a password is made of if somebody pads or repeats something: each of these is looked up. */
export function passwordForms(password: string): string[] {
  const forms = [plainForm(password), coreForm(password)];
  return [...new Set([...forms, ...forms.map(repeated)])].filter((form) => form.length >= SHORTEST_FORM);
}

/** The shortest text that gives this one when repeated: `abcabc` is `abc`. */
function repeated(text: string): string {
  const period = (text + text).indexOf(text, 1);
  return period > 0 ? text.slice(0, period) : text;
}
