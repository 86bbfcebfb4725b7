/** A bucket that speaks the S3 API, with path style addresses. */
export interface S3Settings {
  /** `https://objects.example` */
  readonly endpoint: string
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** `auto` when absent. */
  readonly region?: string
}
