import { welcome } from './welcome';

describe('welcome', () => {
  it('shows a generated password and a login to copy with it', () => {
    const text = welcome(
      'http://127.0.0.1:3000',
      { email: 'a@b.example', password: "it's", chosen: false },
      2,
    );
    expect(text).toContain("password it's  (shown this once)");
    expect(text).toContain(String.raw`-d '{"email":"a@b.example","password":"it'\''s"}'`);
    expect(text).toContain('http://127.0.0.1:3000/docs');
  });

  it('never shows a password that it was not given', () => {
    const text = welcome('http://127.0.0.1:3000', { email: 'a@b.example', chosen: true }, 2);
    expect(text).toContain('"password":"PASSWORD"');
    expect(text).toContain('ADMIN_PASSWORD');
  });
});
