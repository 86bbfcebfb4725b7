package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"unicode"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/tlog"
)

// decode reads base64 that is written in the one way in which it can be written again.
func decode(text string) ([]byte, error) {
	out, err := base64.StdEncoding.DecodeString(text)
	if err == nil && base64.StdEncoding.EncodeToString(out) != text {
		err = errors.New("base64 in another way than the one")
	}
	return out, err
}

func hashOf(text string) (hash tlog.Hash, err error) {
	out, err := decode(text)
	if err == nil && len(out) != tlog.HashSize {
		err = errors.New("not a hash")
	}
	copy(hash[:], out)
	return hash, err
}

// count reads a number of entries, below 2^53 as in every program that has only floating numbers.
func count(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 || n >= 1<<53 || strconv.FormatInt(n, 10) != text {
		return 0, errors.New("not a number of entries")
	}
	return n, nil
}

func plainText(text string, key bool) error {
	if key && text == "" || !utf8.ValidString(text) {
		return errors.New("a key or text that the record cannot hold")
	}
	for _, r := range text {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || key && r > '~' {
			return errors.New("a character that the record cannot hold")
		}
	}
	return nil
}

// plain replaces numbers by whole ones and refuses whatever the profile of docs/protocol/record.md does
// not allow. Unicode NFC is not looked at: that needs a library outside of Go's own.
func plain(value any) (any, error) {
	switch v := value.(type) {
	case bool:
		return v, nil
	case string:
		return v, plainText(v, false)
	case float64:
		if v != math.Trunc(v) || math.Abs(v) >= 1<<53 {
			return nil, errors.New("a number that is not whole, or too large")
		}
		return int64(v), nil
	case []any:
		for i := range v {
			inner, err := plain(v[i])
			if err != nil {
				return nil, err
			}
			v[i] = inner
		}
		return v, nil
	case map[string]any:
		for key := range v {
			inner, err := plain(v[key])
			if err == nil {
				err = plainText(key, true)
			}
			if err != nil {
				return nil, err
			}
			v[key] = inner
		}
		return v, nil
	}
	return nil, errors.New("null")
}

// canonical writes JSON again with Go's own encoder, which in this profile makes the bytes of RFC 8785.
func canonical(raw []byte) ([]byte, error) {
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		return nil, err
	}
	value, err := plain(value)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err = encoder.Encode(value)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}

// checkEntry holds an entry to its canonical form and to what every entry says.
func checkEntry(entry []byte) error {
	if len(entry) > 16*1024 {
		return errors.New("an entry is too long")
	}
	again, err := canonical(entry)
	if err != nil {
		return err
	}
	if !bytes.Equal(again, entry) {
		return errors.New("an entry is not in the canonical form")
	}
	var said struct {
		V             *int
		T, At, Id, By *string
		D             map[string]any
	}
	if err := json.Unmarshal(entry, &said); err != nil {
		return err
	}
	if said.V == nil || *said.V != 1 || said.D == nil {
		return errors.New("an entry does not say v, t, at, id, by and d")
	}
	for _, text := range []*string{said.T, said.At, said.Id, said.By} {
		if text == nil {
			return errors.New("an entry does not say v, t, at, id, by and d")
		}
	}
	return nil
}
