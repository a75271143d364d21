import type { Rule } from './rule';
import { importsOf } from './source';

/** Where HTTP errors of the framework are translated into Vitrine's. */
const TRANSLATES = /^libs\/platform\/src\/errors\/|\.filter\.ts$/;

export const httpExceptions: Rule = {
  title: 'libs throw AppError, never HTTP exceptions',
  check: (sources) =>
    sources
      .filter(({ path }) => path.startsWith('libs/') && !TRANSLATES.test(path))
      .flatMap((source) =>
        importsOf(source)
          .filter(({ specifier }) => specifier.startsWith('@nestjs/'))
          .flatMap(({ names }) => names.filter((name) => name.endsWith('Exception')))
          .map((name) => `${source.path}: imports ${name}; throw an AppError instead`),
      ),
  bad: [
    {
      sample: { 'libs/data/src/a.ts': `import { Injectable, NotFoundException } from '@nestjs/common';` },
      finds: /NotFoundException/,
    },
    {
      sample: { 'libs/auth/src/a.ts': `import { HttpException as E } from '@nestjs/common';` },
      finds: /HttpException/,
    },
  ],
  good: [
    { 'libs/platform/src/errors/a.ts': `import { HttpException } from '@nestjs/common';` },
    {
      'libs/data/src/a.ts': `import { AppError } from '@app/platform'; import { Injectable } from '@nestjs/common';`,
    },
  ],
};
