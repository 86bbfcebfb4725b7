/** Photos and documents: taken in with care, kept in a folder or by the S3 API, given out safely. */
export { contentDisposition, safeName } from './names.ts'
export { type Area } from './cover.ts'
export { placeOf, type TakenAt } from './place-of.ts'
export { filesMigrations } from './migrations.ts'
export {
  type Arrived,
  type Asked,
  type FileKind,
  type Files,
  type Making,
  type Opened,
  type Owner,
  type Upload,
} from './model.ts'
export { type FilesSettings, openFiles } from './files.ts'
export { type Objects, openBucket } from './objects.ts'
export { type S3Settings } from './s3.ts'
