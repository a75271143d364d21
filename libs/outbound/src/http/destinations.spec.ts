import { assert, constantFrom, integer, ipV4, ipV6, property, tuple } from 'fast-check';
import { Destinations } from './destinations';

const OWN = '203.0.114.9';
const anywhere = new Destinations('', () => [OWN, '2600:1f18::9']);
const allows = (address: string, destinations = anywhere) => destinations.allows('host.example', address);

/** IPv4 ranges that no host of the internet is in (IANA's registry of special-purpose addresses, and multicast). */
const SPECIAL_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
].map((range) => {
  const [base = '', bits = ''] = range.split('/');
  return { base: numberOf(base), size: 2 ** (32 - Number(bits)) };
});
const anySpecialV4 = constantFrom(...SPECIAL_V4).chain(({ base, size }) =>
  integer({ min: 0, max: size - 1 }).map((offset) => textOf(base + offset)),
);

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
function textOf(address: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join('.');
}
function hexOf(address: string): string {
  const hex = numberOf(address).toString(16).padStart(8, '0');
  return `${hex.slice(0, 4)}:${hex.slice(4)}`;
}
/** All ways to hide an IPv4 address in an IPv6 one. */
const HIDDEN: ((address: string) => string)[] = [
  (address) => `::ffff:${address}`,
  (address) => `::ffff:${hexOf(address)}`,
  (address) => `0:0:0:0:0:FFFF:${hexOf(address)}`,
  (address) => `64:ff9b::${address}`,
  (address) => `64:ff9b::${hexOf(address)}`,
  (address) => `64:ff9b:1::${hexOf(address)}`,
  (address) => `::${address}`,
  (address) => `::ffff:0:${address}`,
  (address) => `2002:${hexOf(address)}::1`,
  (address) => `2001:0:${hexOf('198.41.0.4')}:0:0:${hexOf(address)}`,
];

describe('Destinations', () => {
  it.each([
    ['1.1.1.1', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450:4001::200e'],
    ['::ffff:1.1.1.1', '64:ff9b::1.1.1.1'],
  ])('let requests go to hosts of the internet', (...addresses) => {
    for (const address of addresses) expect([address, allows(address)]).toEqual([address, true]);
  });

  it('refuse every special IPv4 address, in whatever IPv6 form', () => {
    assert(
      property(anySpecialV4, (address) => {
        expect(allows(address)).toBe(false);
        for (const hide of HIDDEN)
          expect([hide(address), allows(hide(address))]).toEqual([hide(address), false]);
      }),
    );
  });

  it('let a public IPv4 address pass as itself, mapped and behind NAT64, and in no other form', () => {
    const anyPublic = ipV4().filter((address) => allows(address));
    assert(
      property(anyPublic, (address) => {
        expect(HIDDEN.map((hide) => allows(hide(address)))).toEqual(
          HIDDEN.map((_, index) => [0, 1, 2, 3, 4].includes(index)),
        );
      }),
    );
  });

  it('refuse every IPv6 address outside of 2000::/3', () => {
    const NAT64_OR_MAPPED = /^(64:ff9b:|::ffff:|0*:)/i;
    assert(
      property(
        ipV6().filter((address) => !/^[23][0-9a-f]{3}:/i.test(address) && !NAT64_OR_MAPPED.test(address)),
        (address) => {
          expect(allows(address)).toBe(false);
        },
      ),
    );
  });

  it.each([
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '::',
    '::1',
    '2001:db8::1',
    '3fff::1',
    '168.63.129.16',
    '169.254.169.254',
    '100.100.100.200',
    '192.0.0.192',
    OWN,
    `::ffff:${OWN}`,
    '2600:1f18::9',
    '2600:1f18:0:0:0:0:0:9',
  ])('refuse %s', (address) => {
    expect(allows(address)).toBe(false);
  });

  it('take addresses in their usual form alone, so that nobody reads them in another way', () => {
    assert(
      property(
        tuple(ipV4(), constantFrom<(n: number) => string>(String, octal, hexadecimal)),
        ([address, write]) => {
          const number = write(numberOf(address));
          for (const text of [
            number,
            address
              .split('.')
              .map((part) => octal(Number(part)))
              .join('.'),
            '',
            'localhost',
          ])
            expect([text, allows(text)]).toEqual([text, false]);
        },
      ),
    );
  });

  it('let pass what the operator allows: a range its addresses, a name its private ones', () => {
    const own = new Destinations('10.1.0.0/16, hooks.internal,[fd00::1], 127.0.0.1', () => []);
    expect(own.allows('x', '10.1.2.3')).toBe(true);
    expect(own.allows('x', '10.2.0.1')).toBe(false);
    expect(own.allows('x', '::ffff:10.1.2.3')).toBe(true);
    expect(own.allows('x', 'fd00::1')).toBe(true);
    expect(own.allows('x', 'fd00::2')).toBe(false);
    expect(own.allows('x', '127.0.0.2')).toBe(false);
    expect(own.allows('Hooks.Internal.', '192.168.1.1')).toBe(true);
    expect(own.allows('hooks.internal.evil.example', '192.168.1.1')).toBe(false);
    expect(own.allows('hooks.internal', '169.254.169.254')).toBe(false);
    expect(own.allows('hooks.internal', '::ffff:169.254.169.254')).toBe(false);
  });
});

function octal(number: number): string {
  return `0${number.toString(8)}`;
}
function hexadecimal(number: number): string {
  return `0x${number.toString(16)}`;
}
