import { type DynamicModule, Module } from '@nestjs/common';
import { FileStore } from './file-store';

/** Gives every lib the {@link FileStore}. */
@Module({})
export class FilesModule {
  static forRoot(adapters: { files: () => FileStore }): DynamicModule {
    return {
      module: FilesModule,
      global: true,
      providers: [{ provide: FileStore, useFactory: adapters.files }],
      exports: [FileStore],
    };
  }
}
