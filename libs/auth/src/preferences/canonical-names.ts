const LONGEST_NAME = 100;

/** A BCP 47 tag of a language that the runtime knows, as it is written: `de-AT` for `de-at`; undefined for anything else. */
export function canonicalLocale(text: string): string | undefined {
  if (text.length > LONGEST_NAME) return undefined;
  try {
    const [locale] = Intl.DateTimeFormat.supportedLocalesOf(text);
    return locale;
  } catch {
    return undefined;
  }
}

/** An IANA time zone in the case of the tz database: `Europe/Berlin`; undefined for anything else, offsets too. */
export function canonicalTimezone(text: string): string | undefined {
  if (text.length > LONGEST_NAME || !/^[a-z]/i.test(text)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en-US', { timeZone: text }).resolvedOptions();
    // A link such as US/Pacific resolves to another name; the one that was given is as good.
    return timeZone.toLowerCase() === text.toLowerCase() ? timeZone : text;
  } catch {
    return undefined;
  }
}
