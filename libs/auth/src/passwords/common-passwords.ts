/**
 * What the lists of leaked passwords begin with, reduced to their letters and digits in lower case. Only those that the
 * least length lets through matter; shorter ones are here because people repeat or pad them.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `password passwort motdepasse contrasena admin administrator administrateur root user test guest default changeme
   welcome letmein trustno iloveyou princess sunshine superman batman starwars football baseball basketball dragon
   monkey shadow master hello whatever freedom flower cookie computer internet samsung google facebook linkedin
   qwerty qwertyuiop qwertz qwertzuiop azerty azertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc
   q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc zaq12wsx
   abc abcd abcdef abcdefgh abcdefghijkl abc123 a1b2c3 a1b2c3d4 a1b2c3d4e5f6 passw0rd p4ssword p4ssw0rd
   vitrine dashboard secret supersecret mysecretpassword thisismypassword mypassword
   newpassword yourpassword passwordpassword adminadmin testtest`.split(/\s+/),
);
