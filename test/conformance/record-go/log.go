package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// fileOf reads a tile or bundle; the beginning of the full one stands in for a partial one that is gone.
func fileOf(dir, path string, width int) (data []byte, full bool, err error) {
	data, err = os.ReadFile(filepath.Join(dir, path))
	if errors.Is(err, os.ErrNotExist) && width < 256 {
		data, err = os.ReadFile(filepath.Join(dir, path[:strings.LastIndex(path, ".p/")]))
		return data, true, err
	}
	return data, width == 256, err
}

// tiles reads the tiles of a log in a folder; their paths are those of Go without the height.
type tiles struct{ dir string }

func (t tiles) Height() int                         { return 8 }
func (t tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (t tiles) ReadTiles(want []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, one := range want {
		data, full, err := fileOf(t.dir, "tile/"+strings.TrimPrefix(one.Path(), "tile/8/"), one.W)
		if err != nil {
			return nil, err
		}
		if full && len(data) != 256*tlog.HashSize || !full && len(data) != one.W*tlog.HashSize {
			return nil, errors.New("a tile has another length")
		}
		all = append(all, data[:one.W*tlog.HashSize])
	}
	return all, nil
}

func bundle(dir string, index, width int64) ([][]byte, error) {
	path := tlog.Tile{H: 8, L: 0, N: index, W: int(width)}.Path()
	path = "tile/entries/" + strings.TrimPrefix(path, "tile/8/0/")
	data, full, err := fileOf(dir, path, int(width))
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
	if full && len(entries) != 256 || !full && int64(len(entries)) != width {
		return nil, errors.New("a bundle has another number of entries")
	}
	return entries[:width], nil
}

// hashes gives the stored hashes of a tree to Go's library.
type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, i := range indexes {
		out = append(out, h[i])
	}
	return out, nil
}

// rebuild hashes every entry and gives all hashes of the tree.
func rebuild(dir string, size int64) (hashes, error) {
	var stored hashes
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
			if err := checkEntry(entry); err != nil {
				return nil, fmt.Errorf("entry %d: %w", at+int64(n), err)
			}
			more, err := tlog.StoredHashes(at+int64(n), entry, stored)
			if err != nil {
				return nil, err
			}
			stored = append(stored, more...)
		}
	}
	return stored, nil
}

// authentic compares every tile of every level with the tree that was built.
func authentic(tree tlog.Tree, stored hashes, reader tiles) error {
	all := tlog.NewTiles(8, 0, tree.N)
	for n, tile := range all {
		// Go's library names each width that a partial tile ever had; the last one is there now.
		if n+1 < len(all) && all[n+1].L == tile.L && all[n+1].N == tile.N {
			continue
		}
		want, err := tlog.ReadTileData(tile, stored)
		if err != nil {
			return err
		}
		got, err := reader.ReadTiles([]tlog.Tile{tile})
		if err != nil {
			return err
		}
		if string(got[0]) != string(want) {
			return errors.New("a tile is not what the entries come to")
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
	root, err := tlog.TreeHash(h.tree.N, stored)
	if err != nil {
		return err
	}
	if root != h.tree.Hash {
		return errors.New("the entries do not come to the root that was signed")
	}
	if err := authentic(h.tree, stored, tiles{dir}); err != nil {
		return err
	}
	reader := tlog.TileHashReader(h.tree, tiles{dir})
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
