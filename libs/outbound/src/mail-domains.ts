/** The domains of a setting, in lower case; none for all. */
export function mailDomains(setting: string): string[] {
  return setting
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== '');
}

/** Whether what holds data may be sent to an address. */
export function isAllowedAddress(address: string, domains: readonly string[]): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return domains.length === 0 || domains.includes(domain);
}
