const KEY = /^[A-Za-z\d_-][\w.-]*(\/[A-Za-z\d_-][\w.-]*)*$/;
const PREFIX = /^([A-Za-z\d_-][\w.-]*\/)*$/;
const LONGEST = 500;

/** The key, if it is one. No key leaves its folder, whoever made it up. @throws Error: keys are ours, a wrong one is a mistake of the code */
export function validKey(key: string): string {
  if (KEY.test(key) && key.length <= LONGEST) return key;
  throw new Error(`${JSON.stringify(key)} is no key of a file`);
}

/** The prefix, if it is one: nothing, or a path that ends with `/`. @throws Error */
export function validPrefix(prefix: string): string {
  if (PREFIX.test(prefix) && prefix.length <= LONGEST) return prefix;
  throw new Error(`${JSON.stringify(prefix)} is no prefix of keys`);
}
