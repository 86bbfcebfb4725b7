import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { qrMatrix } from './matrix.ts'

const rows = (text: string) => qrMatrix(text).map((row) => row.map(Number).join(''))
const hashOf = (text: string) => createHash('sha256').update(rows(text).join('\n')).digest('hex')

const URI = 'otpauth://totp/Luzarra?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Luzarra'

test('pictures are those that another program read back, letter for letter', () => {
  // Each was read with jsQR 1.4.0: versions 1, 5, 8 and 10.
  const known = {
    HELLO: 'b664c5ebcc2451fb6630e63f516abd72b3cdfbf16b9ceb0d92d226f6a6d0cde0',
    [URI]: '134dbdcb4244c9f94604362fcea0692be0b964e7b0d95af44cf5f7148d023526',
    ['x'.repeat(150)]: 'd04ffb513988abbe9860d07516694904bfb77e2ae758f942adbcc1de92a38c6c',
    ['y'.repeat(210)]: '640822f4e11ca62e8ba125809c53b0314d2f5ec1ce00dbf469181ad25e08998b',
  }
  for (const [text, hash] of Object.entries(known)) assert.equal(hashOf(text), hash, text)
})

test('another letter is another picture, and what is too long is refused', () => {
  assert.notEqual(hashOf('HELLO'), hashOf('HELLP'))
  assert.throws(() => qrMatrix('z'.repeat(250)), /too long/)
})
