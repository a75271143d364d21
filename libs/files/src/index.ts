export { type ByteRange, type FileInfo, FileStore, type WriteOptions } from './file-store';
export { FilesModule } from './files.module';
export { FolderFileStore } from './folder-file-store';
export { S3FileStore, type S3Place } from './s3/s3-file-store';
