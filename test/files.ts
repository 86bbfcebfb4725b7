/** Files to send to the city: whole ones, broken ones and tricky ones, all made by code. */
import { crc32, deflateSync } from 'node:zlib'

/** A photo as a telephone makes it: lying on its side, with the place and the owner written into it. */
export async function phonePhoto(width = 2400, height = 1200): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  const create = { width, height, channels: 3, background: { r: 90, g: 120, b: 160 } } as const
  return sharp({ create })
    .withExif({
      IFD0: { Artist: 'Amina Example', Make: 'Telephone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '36/1 56/1 30/1', GPSLongitudeRef: 'E' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  size.writeUInt32BE(body.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([size, named, sum])
}

/** A picture of a few bytes that says it is this wide and high (PNG, ISO/IEC 15948). */
export function hugePng(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([1, 0, 0, 0, 0], 8)
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const body = chunk('IDAT', deflateSync(Buffer.alloc(1000)))
  return Buffer.concat([mark, chunk('IHDR', head), body, chunk('IEND', Buffer.alloc(0))])
}

function entryOf(name: string, body: Buffer, offset: number): { local: Buffer; central: Buffer } {
  const shared = Buffer.alloc(26)
  shared.writeUInt16LE(20, 0)
  shared.writeUInt32LE(crc32(body), 10)
  shared.writeUInt32LE(body.length, 14)
  shared.writeUInt32LE(body.length, 18)
  shared.writeUInt16LE(name.length, 22)
  const tail = Buffer.alloc(14)
  tail.writeUInt32LE(offset, 10)
  return {
    local: Buffer.concat([Buffer.from('PK\x03\x04'), shared, Buffer.from(name), body]),
    central: Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), shared, tail, Buffer.from(name)]),
  }
}

/** A package of files without compression (ZIP), as office documents are. */
export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const { local, central } = entryOf(name, Buffer.from(text), offset)
    locals.push(local)
    centrals.push(central)
    offset += local.length
  }
  const end = Buffer.alloc(18)
  const directory = Buffer.concat(centrals)
  end.writeUInt16LE(centrals.length, 4)
  end.writeUInt16LE(centrals.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end])
}

/** A text document of the OpenDocument format. */
export function openDocument(): Buffer {
  return zipOf({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': '<office:document-content/>',
  })
}

/** A text document of the Office Open XML format. */
export function officeDocument(): Buffer {
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
  return zipOf({
    '[Content_Types].xml': `<Types><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    'word/document.xml': '<w:document/>',
  })
}

/** The first bytes of a photo in the format some telephones use by default. */
export function heicPhoto(): Buffer {
  return Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypheic\0\0\0\0mif1heic'),
    Buffer.alloc(400),
  ])
}
