// Makes a log in the formats of C2SP with the code behind sum.golang.org and none of ours, so that ours can be
// shown a log that it did not write itself.
//
//	make DIR SIZE OLD   a log of SIZE entries, a proof of its middle entry, and what a log that a witness saw
//	                    at OLD entries sends to it
//
// The keys are always the same: they are for tests.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const origin = "foreign.example/record"

// signer signs as a log (kind 1) or as a witness (kind 4).
type signer struct {
	name string
	kind byte
	key  ed25519.PrivateKey
}

func newSigner(name string, kind byte) *signer {
	seed := sha256.Sum256([]byte(name))
	return &signer{name, kind, ed25519.NewKeyFromSeed(seed[:])}
}

func (s *signer) public() []byte {
	return append([]byte{s.kind}, s.key.Public().(ed25519.PublicKey)...)
}
func (s *signer) Name() string { return s.name }
func (s *signer) KeyHash() uint32 {
	sum := sha256.Sum256(append([]byte(s.name+"\n"), s.public()...))
	return binary.BigEndian.Uint32(sum[:4])
}
func (s *signer) Sign(msg []byte) ([]byte, error) {
	if s.kind == 1 {
		return ed25519.Sign(s.key, msg), nil
	}
	at := uint64(1_700_000_000)
	signed := append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", at)), msg...)
	return append(binary.BigEndian.AppendUint64(nil, at), ed25519.Sign(s.key, signed)...), nil
}
func (s *signer) vkey() string {
	return fmt.Sprintf("%s+%08x+%s", s.name, s.KeyHash(), base64.StdEncoding.EncodeToString(s.public()))
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func write(dir, path string, data []byte) {
	file := filepath.Join(dir, path)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		panic(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		panic(err)
	}
}

// entry is written by Go's JSON encoder, with letters and signs that encoders like to escape.
func entry(n int64) []byte {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(map[string]any{
		"v": 1, "t": "foreign.acted", "at": "2026-03-02T12:00:00.000Z", "id": fmt.Sprintf("entry-%d", n),
		"by": "operator", "d": map[string]any{"n": n, "said": "<Plaza de España & \"ميدان\"/>", "list": []int64{-n, n}},
	})
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}

type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) (out []tlog.Hash, err error) {
	for _, i := range indexes {
		out = append(out, h[i])
	}
	return out, nil
}

func lines[T ~[]tlog.Hash](proof T) (text string) {
	for _, hash := range proof {
		text += hash.String() + "\n"
	}
	return text
}

func main() {
	dir := os.Args[1]
	size, old := must(strconv.ParseInt(os.Args[2], 10, 64)), must(strconv.ParseInt(os.Args[3], 10, 64))
	var stored hashes
	var bundle []byte
	for n := int64(0); n < size; n++ {
		one := entry(n)
		stored = append(stored, must(tlog.StoredHashes(n, one, stored))...)
		bundle = append(binary.BigEndian.AppendUint16(bundle, uint16(len(one))), one...)
		if width := n%256 + 1; width == 256 || n == size-1 {
			path := tlog.Tile{H: 8, L: 0, N: n / 256, W: int(width)}.Path()
			write(dir, "tile/entries/"+strings.TrimPrefix(path, "tile/8/0/"), bundle)
			bundle = nil
		}
	}
	all := tlog.NewTiles(8, 0, size)
	for n, tile := range all {
		if n+1 < len(all) && all[n+1].L == tile.L && all[n+1].N == tile.N {
			continue
		}
		path := "tile/" + strings.TrimPrefix(tile.Path(), "tile/8/")
		write(dir, path, must(tlog.ReadTileData(tile, stored)))
	}
	log, witness := newSigner(origin, 1), newSigner("witness.foreign.example", 4)
	text := fmt.Sprintf("%s\n%d\n%s\n", origin, size, must(tlog.TreeHash(size, stored)))
	alone := must(note.Sign(&note.Note{Text: text}, log))
	checkpoint := must(note.Sign(&note.Note{Text: text}, log, witness))
	write(dir, "checkpoint", checkpoint)
	write(dir, "policy", []byte("log "+log.vkey()+"\nwitness w "+witness.vkey()+"\nquorum w\n"))
	said := must(json.Marshal(map[string]any{"v": 1, "entry": entry(size / 2)}))
	proof := fmt.Sprintf("c2sp.org/tlog-proof@v1\nextra %s\nindex %d\n%s\n%s", base64.StdEncoding.EncodeToString(said),
		size/2, lines(must(tlog.ProveRecord(size, size/2, stored))), checkpoint)
	write(dir, "middle.tlog-proof", []byte(proof))
	growth := ""
	if old > 0 && old < size {
		growth = lines(must(tlog.ProveTree(size, old, stored)))
	}
	write(dir, "add-checkpoint", []byte(fmt.Sprintf("old %d\n%s\n%s", old, growth, alone)))
}
