// Checks a public record that Cityright wrote, with the code behind sum.golang.org (sumdb/note, sumdb/tlog)
// and none of ours.
//
//	record-go log DIR POLICY [OLD-CHECKPOINT]   the whole log in a folder; that it only grew since OLD-CHECKPOINT
//	record-go proof FILE POLICY                 one proof file
//
// Exit code 0: everything holds. 1: something does not, in one line on standard error. 2: wrong use.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// cosigner verifies cosignatures of type 0x04 (C2SP tlog-cosignature).
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }
func (c *cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	at := binary.BigEndian.Uint64(sig)
	signed := append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", at)), msg...)
	return ed25519.Verify(c.key, signed, sig[8:])
}

func newCosigner(vkey string) (*cosigner, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("not a verifier key")
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != 4 {
		return nil, errors.New("not an Ed25519 cosigner")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(sum[:4])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, errors.New("the key does not fit its id")
	}
	return &cosigner{parts[0], hash, key[1:]}, nil
}

type group struct {
	least   int
	members []string
}

// policy is a tlog-policy file. Keys of types this program does not know are left out.
type policy struct {
	logs      []note.Verifier
	witnesses map[string]*cosigner
	groups    map[string]group
	quorum    string
}

func readPolicy(file string) (*policy, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	p := &policy{witnesses: map[string]*cosigner{}, groups: map[string]group{}}
	for _, line := range strings.Split(string(text), "\n") {
		f := strings.Fields(line)
		switch {
		case len(f) == 0 || strings.HasPrefix(f[0], "#"):
		case f[0] == "log" && len(f) >= 2:
			if v, err := note.NewVerifier(f[1]); err == nil {
				p.logs = append(p.logs, v)
			}
		case f[0] == "witness" && len(f) >= 3:
			if c, err := newCosigner(f[2]); err == nil {
				p.witnesses[f[1]] = c
			}
		case f[0] == "group" && len(f) >= 4:
			least := map[string]int{"any": 1, "all": len(f) - 3}[f[2]]
			if least == 0 {
				if least, err = strconv.Atoi(f[2]); err != nil {
					return nil, fmt.Errorf("policy: %s", line)
				}
			}
			p.groups[f[1]] = group{least, f[3:]}
		case f[0] == "quorum" && len(f) == 2:
			p.quorum = f[1]
		default:
			return nil, fmt.Errorf("policy: %s", line)
		}
	}
	if p.quorum == "" || len(p.logs) == 0 {
		return nil, errors.New("the policy names no quorum or no log")
	}
	return p, nil
}

func (p *policy) met(name string, seen map[string]bool) bool {
	g, ok := p.groups[name]
	if !ok {
		return name == "none" || seen[name]
	}
	n := 0
	for _, member := range g.members {
		if p.met(member, seen) {
			n++
		}
	}
	return n >= g.least
}

type head struct {
	origin string
	tree   tlog.Tree
}

// open believes a checkpoint that a log of the policy signed and a quorum of its witnesses cosigned.
func (p *policy) open(msg []byte) (*head, error) {
	n, err := note.Open(msg, note.VerifierList(p.logs...))
	if err != nil {
		return nil, err
	}
	lines := strings.SplitN(n.Text, "\n", 4)
	if len(lines) != 4 {
		return nil, errors.New("not a checkpoint")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] || size < 0 {
		return nil, errors.New("not a size")
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return nil, err
	}
	if n.Sigs[0].Name != lines[0] {
		return nil, errors.New("signed by another log")
	}
	seen := map[string]bool{}
	for name, c := range p.witnesses {
		if _, err := note.Open(msg, note.VerifierList(c)); err == nil {
			seen[name] = true
		}
	}
	if !p.met(p.quorum, seen) {
		return nil, fmt.Errorf("%d witnesses are too few", len(seen))
	}
	return &head{lines[0], tlog.Tree{N: size, Hash: root}}, nil
}

// tiles reads the tiles of a log in a folder; their paths are those of Go without the height.
type tiles struct{ dir string }

func (t tiles) Height() int                         { return 8 }
func (t tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (t tiles) ReadTiles(want []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, one := range want {
		path := "tile/" + strings.TrimPrefix(one.Path(), "tile/8/")
		data, err := os.ReadFile(filepath.Join(t.dir, path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func bundle(dir string, index, width int64) ([][]byte, error) {
	path := tlog.Tile{H: 8, L: 0, N: index, W: int(width)}.Path()
	data, err := os.ReadFile(filepath.Join(dir, "tile/entries/"+strings.TrimPrefix(path, "tile/8/0/")))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return nil, errors.New("a bundle is cut off")
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:end])
		data = data[end:]
	}
	if int64(len(entries)) != width {
		return nil, errors.New("a bundle has another number of entries")
	}
	return entries, nil
}

// rebuild hashes every entry and gives all hashes of the tree.
func rebuild(dir string, size int64) ([]tlog.Hash, error) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var out []tlog.Hash
		for _, i := range indexes {
			out = append(out, stored[i])
		}
		return out, nil
	})
	for at := int64(0); at < size; at += 256 {
		width := size - at
		if width > 256 {
			width = 256
		}
		entries, err := bundle(dir, at/256, width)
		if err != nil {
			return nil, err
		}
		for n, entry := range entries {
			more, err := tlog.StoredHashes(at+int64(n), entry, reader)
			if err != nil {
				return nil, err
			}
			stored = append(stored, more...)
		}
	}
	return stored, nil
}

// authentic compares every hash of every tile with the tree that was built.
func authentic(tree tlog.Tree, stored []tlog.Hash, reader tlog.HashReader) error {
	for at := int64(0); at < tree.N; at += 256 {
		var indexes []int64
		for n := at; n < tree.N && n < at+256; n++ {
			indexes = append(indexes, tlog.StoredHashIndex(0, n))
		}
		hashes, err := reader.ReadHashes(indexes)
		if err != nil {
			return err
		}
		for i, hash := range hashes {
			if hash != stored[indexes[i]] {
				return errors.New("a tile is not what the entries come to")
			}
		}
	}
	return nil
}

func checkLog(dir string, p *policy, old string) error {
	msg, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return err
	}
	h, err := p.open(msg)
	if err != nil {
		return err
	}
	stored, err := rebuild(dir, h.tree.N)
	if err != nil {
		return err
	}
	root, err := tlog.TreeHash(h.tree.N, tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
		var out []tlog.Hash
		for _, i := range at {
			out = append(out, stored[i])
		}
		return out, nil
	}))
	if err != nil {
		return err
	}
	if root != h.tree.Hash {
		return errors.New("the entries do not come to the root that was signed")
	}
	reader := tlog.TileHashReader(h.tree, tiles{dir})
	if err := authentic(h.tree, stored, reader); err != nil {
		return err
	}
	for _, n := range []int64{0, h.tree.N / 2, h.tree.N - 1} {
		proof, err := tlog.ProveRecord(h.tree.N, n, reader)
		if err != nil {
			return err
		}
		leaf := stored[tlog.StoredHashIndex(0, n)]
		if err := tlog.CheckRecord(proof, h.tree.N, h.tree.Hash, n, leaf); err != nil {
			return err
		}
	}
	if old != "" {
		return checkGrowth(p, old, h, reader)
	}
	return nil
}

func checkGrowth(p *policy, old string, now *head, reader tlog.HashReader) error {
	msg, err := os.ReadFile(old)
	if err != nil {
		return err
	}
	before, err := p.open(msg)
	if err != nil {
		return err
	}
	if before.tree.N > now.tree.N || before.origin != now.origin {
		return errors.New("the log became smaller, or is another one")
	}
	proof, err := tlog.ProveTree(now.tree.N, before.tree.N, reader)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, now.tree.N, now.tree.Hash, before.tree.N, before.tree.Hash)
}

func checkProof(file string, p *policy) error {
	msg, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	top, checkpoint, ok := bytes.Cut(msg, []byte("\n\n"))
	lines := strings.Split(string(top), "\n")
	if !ok || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a proof file with its entry")
	}
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return err
	}
	var said struct{ Entry []byte }
	if err := json.Unmarshal(extra, &said); err != nil {
		return err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return err
	}
	var path tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		path = append(path, hash)
	}
	h, err := p.open(checkpoint)
	if err != nil {
		return err
	}
	if index < 0 || index >= h.tree.N {
		return errors.New("the entry is outside of the log")
	}
	return tlog.CheckRecord(path, h.tree.N, h.tree.Hash, index, tlog.RecordHash(said.Entry))
}

func main() {
	args := append(os.Args[1:], "")
	if len(args) < 4 || (args[0] != "log" && args[0] != "proof") {
		fmt.Fprintln(os.Stderr, "usage: record-go log DIR POLICY [OLD-CHECKPOINT] | record-go proof FILE POLICY")
		os.Exit(2)
	}
	p, err := readPolicy(args[2])
	if err == nil && args[0] == "log" {
		err = checkLog(args[1], p, args[3])
	} else if err == nil {
		err = checkProof(args[1], p)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("holds")
}
