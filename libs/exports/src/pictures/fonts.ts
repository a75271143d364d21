import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Font } from 'fontkit';

/** The fonts of pictures: one for most of the world's alphabets, one for the signs that the first has not. */
export const FONT_FAMILY = 'Noto Sans';
export const SPARE_FAMILY = 'DejaVu Sans';

const SIZE_OF_FALLBACK = 0.6;

/** Files of fonts, from packages: no machine needs fonts of its own. */
export const FONT_FILES = {
  regular: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
  spareRegular: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  spareBold: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
} as const;
export type FontName = keyof typeof FONT_FILES;

/** The fonts of pictures: their files, and how wide texts are in them. */
export interface Fonts {
  fileOf(name: FontName): string;
  /** Width of a line in pixels. */
  widthOf(text: string, size: number, isBold?: boolean): number;
  /** Whether the spare font has to draw a character. */
  needsSpare(character: string): boolean;
}

let loaded: Promise<Fonts> | undefined;

/** Loads the fonts once. */
export function loadFonts(): Promise<Fonts> {
  loaded ??= load().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function load(): Promise<Fonts> {
  const fontkit = await import('fontkit');
  const { resolve } = createRequire(__filename);
  const open = (name: FontName): Font => fontkit.create(readFileSync(resolve(FONT_FILES[name]))) as Font;
  const regular = [open('regular'), open('spareRegular')] as const;
  const bold = [open('bold'), open('spareBold')] as const;
  const widths = [new Map<string, number>(), new Map<string, number>()] as const;

  const widthOfOne = (character: string, isBold: boolean): number => {
    const known = widths[isBold ? 1 : 0];
    let width = known.get(character);
    if (width === undefined) {
      const code = character.codePointAt(0) ?? 0;
      const font = (isBold ? bold : regular).find((each) => each.hasGlyphForCodePoint(code));
      width = font ? font.glyphForCodePoint(code).advanceWidth / font.unitsPerEm : SIZE_OF_FALLBACK;
      known.set(character, width);
    }
    return width;
  };
  return {
    fileOf: (name) => resolve(FONT_FILES[name]),
    widthOf: (text, size, isBold = false) => {
      let width = 0;
      for (const character of text) width += widthOfOne(character, isBold);
      return width * size;
    },
    needsSpare: (character) => {
      const code = character.codePointAt(0) ?? 0;
      return !regular[0].hasGlyphForCodePoint(code) && regular[1].hasGlyphForCodePoint(code);
    },
  };
}
