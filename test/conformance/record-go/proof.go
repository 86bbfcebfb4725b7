package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// members reads a JSON object by the exact names of its members; Go's structs take other spellings as well.
func members(raw []byte) (map[string]json.RawMessage, error) {
	var found map[string]json.RawMessage
	err := json.Unmarshal(raw, &found)
	if err == nil && found == nil {
		err = errors.New("not an object")
	}
	return found, err
}

func textIn(raw json.RawMessage) ([]byte, error) {
	var text *string
	if err := json.Unmarshal(raw, &text); err != nil {
		return nil, err
	}
	if text == nil {
		return nil, errors.New("not a text")
	}
	return decode(*text)
}

func hashIn(raw json.RawMessage) (hash tlog.Hash, err error) {
	out, err := textIn(raw)
	if err == nil && len(out) != tlog.HashSize {
		err = errors.New("not a hash")
	}
	copy(hash[:], out)
	return hash, err
}

func numberIn(raw json.RawMessage) (int64, error) {
	again, err := canonical(raw)
	if err != nil {
		return 0, err
	}
	return count(string(again))
}

func isOne(raw json.RawMessage) bool {
	n, err := numberIn(raw)
	return err == nil && n == 1
}

// checkBatch checks that a payload is in the batch whose root and count stand in the entry.
func checkBatch(raw json.RawMessage, entry []byte) error {
	said, err := members(raw)
	if err != nil {
		return err
	}
	salt, err := hashIn(said["salt"])
	if err != nil {
		return err
	}
	index, err := numberIn(said["index"])
	if err != nil {
		return err
	}
	size, err := numberIn(said["size"])
	if err != nil {
		return err
	}
	var lines []json.RawMessage
	if err := json.Unmarshal(said["path"], &lines); err != nil || len(lines) > 63 {
		return errors.New("a batch without its path")
	}
	var path tlog.RecordProof
	for _, line := range lines {
		hash, err := hashIn(line)
		if err != nil {
			return err
		}
		path = append(path, hash)
	}
	payload, err := canonical(said["payload"])
	if err != nil {
		return err
	}
	root, total, err := batchOf(entry)
	if err != nil {
		return err
	}
	if size != total || index >= size {
		return errors.New("the batch has another size")
	}
	secret := append([]byte("cityright-commit-v1\x00"), salt[:]...)
	commitment := sha256.Sum256(append(secret, payload...))
	return tlog.CheckRecord(path, size, root, index, tlog.RecordHash(commitment[:]))
}

func batchOf(entry []byte) (root tlog.Hash, total int64, err error) {
	said, err := members(entry)
	if err != nil {
		return root, 0, err
	}
	d, err := members(said["d"])
	if err != nil {
		return root, 0, err
	}
	if root, err = hashIn(d["root"]); err != nil {
		return root, 0, err
	}
	total, err = numberIn(d["count"])
	return root, total, err
}

func checkProof(file string, p *policy) error {
	msg, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	top, checkpoint, ok := bytes.Cut(msg, []byte("\n\n"))
	lines := strings.Split(string(top), "\n")
	if !ok || len(lines) < 3 || len(lines) > 3+63 || lines[0] != "c2sp.org/tlog-proof@v1" ||
		!strings.HasPrefix(lines[1], "extra ") || !strings.HasPrefix(lines[2], "index ") {
		return errors.New("not a proof file with its entry")
	}
	raw, err := decode(lines[1][len("extra "):])
	if err != nil {
		return err
	}
	said, err := members(raw)
	if err != nil {
		return err
	}
	entry, err := textIn(said["entry"])
	if err != nil || !isOne(said["v"]) {
		return errors.New("the proof does not hold its entry")
	}
	index, err := count(lines[2][len("index "):])
	if err != nil {
		return err
	}
	var path tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := hashOf(line)
		if err != nil {
			return err
		}
		path = append(path, hash)
	}
	h, err := p.open(checkpoint)
	if err != nil {
		return err
	}
	if index >= h.tree.N {
		return errors.New("the entry is outside of the log")
	}
	if err := tlog.CheckRecord(path, h.tree.N, h.tree.Hash, index, tlog.RecordHash(entry)); err != nil {
		return err
	}
	if batch, ok := said["batch"]; ok {
		return checkBatch(batch, entry)
	}
	return nil
}
