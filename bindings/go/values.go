package chartrender

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Deeper values are refused: most likely they hold themselves.
const deepestValue = 1000

// encodeValues gives values as JSON in which whole numbers are Go's integers and others its floats.
func encodeValues(values map[string]any, place string) ([]byte, error) {
	encoder := valueEncoder{text: make([]byte, 0, 256), place: []string{place}}
	if err := encoder.object(values); err != nil {
		return nil, err
	}
	return encoder.text, nil
}

type valueEncoder struct {
	text  []byte
	place []string
}

func (e *valueEncoder) wrong(what string) error {
	name := e.place[0]
	for _, part := range e.place[1:] {
		name += "." + part
	}
	return usage("%s: %s", name, what)
}

func (e *valueEncoder) inside(key string, value any) error {
	if len(e.place) > deepestValue {
		e.place = e.place[:8]
		return e.wrong("values nested too deeply")
	}
	e.place = append(e.place, key)
	err := e.value(value)
	e.place = e.place[:max(1, len(e.place)-1)]
	return err
}

func (e *valueEncoder) value(value any) error {
	switch value := value.(type) {
	case nil:
		e.text = append(e.text, "null"...)
	case bool:
		e.text = strconv.AppendBool(e.text, value)
	case string:
		return e.string(value)
	case int:
		e.text = strconv.AppendInt(e.text, int64(value), 10)
	case int64:
		e.text = strconv.AppendInt(e.text, value, 10)
	case float64:
		return e.float(value, 64)
	case map[string]any:
		return e.object(value)
	case []any:
		return e.list(len(value), func(i int) any { return value[i] })
	default:
		return e.other(value)
	}
	return nil
}

func (e *valueEncoder) string(value string) error {
	if !utf8.ValidString(value) {
		return e.wrong("a text that is not UTF-8")
	}
	e.text = appendJSONString(e.text, value)
	return nil
}

func appendJSONString(to []byte, value string) []byte {
	to = append(to, '"')
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case c == '"' || c == '\\':
			to = append(to, '\\', c)
		case c < 0x20:
			to = append(to, fmt.Sprintf("\\u%04x", c)...)
		default:
			to = append(to, c)
		}
	}
	return append(to, '"')
}

// A point or an exponent keeps a float one.
func (e *valueEncoder) float(value float64, bits int) error {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return e.wrong("a number that is not finite")
	}
	e.text = strconv.AppendFloat(e.text, value, 'e', -1, bits)
	return nil
}

func (e *valueEncoder) object(values map[string]any) error {
	e.text = append(e.text, '{')
	first := true
	for key, value := range values {
		if err := e.member(&first, key, value); err != nil {
			return err
		}
	}
	e.text = append(e.text, '}')
	return nil
}

func (e *valueEncoder) member(first *bool, key string, value any) error {
	if !*first {
		e.text = append(e.text, ',')
	}
	*first = false
	if err := e.string(key); err != nil {
		return err
	}
	e.text = append(e.text, ':')
	return e.inside(key, value)
}

func (e *valueEncoder) list(size int, at func(i int) any) error {
	e.text = append(e.text, '[')
	for i := 0; i < size; i++ {
		if i > 0 {
			e.text = append(e.text, ',')
		}
		if err := e.inside(strconv.Itoa(i), at(i)); err != nil {
			return err
		}
	}
	e.text = append(e.text, ']')
	return nil
}

// other encodes what is not among the types that decoders of YAML and JSON make.
func (e *valueEncoder) other(value any) error {
	if number, ok := value.(json.Number); ok {
		if !json.Valid([]byte(number)) || !strings.ContainsAny(string(number[:1]), "-0123456789") {
			return e.wrong(fmt.Sprintf("%q is no number", string(number)))
		}
		e.text = append(e.text, number...)
		return nil
	}
	if _, ok := value.(json.Marshaler); ok {
		return e.marshaled(value)
	}
	reflected := reflect.ValueOf(value)
	switch reflected.Kind() {
	case reflect.Bool:
		e.text = strconv.AppendBool(e.text, reflected.Bool())
	case reflect.String:
		return e.string(reflected.String())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		e.text = strconv.AppendInt(e.text, reflected.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		e.text = strconv.AppendUint(e.text, reflected.Uint(), 10)
	case reflect.Float32:
		return e.float(reflected.Float(), 32)
	case reflect.Float64:
		return e.float(reflected.Float(), 64)
	case reflect.Pointer, reflect.Interface:
		if reflected.IsNil() {
			return e.value(nil)
		}
		return e.inside("*", reflected.Elem().Interface())
	case reflect.Slice, reflect.Array:
		return e.list(reflected.Len(), func(i int) any { return reflected.Index(i).Interface() })
	case reflect.Map:
		return e.mapping(reflected)
	default:
		return e.marshaled(value)
	}
	return nil
}

func (e *valueEncoder) mapping(values reflect.Value) error {
	if values.Type().Key().Kind() != reflect.String {
		return e.wrong(fmt.Sprintf("a map with keys of type %s instead of string", values.Type().Key()))
	}
	keys := values.MapKeys()
	sort.Slice(keys, func(i, j int) bool { return keys[i].String() < keys[j].String() })
	e.text = append(e.text, '{')
	first := true
	for _, key := range keys {
		if err := e.member(&first, key.String(), values.MapIndex(key).Interface()); err != nil {
			return err
		}
	}
	e.text = append(e.text, '}')
	return nil
}

func (e *valueEncoder) marshaled(value any) error {
	encoded, err := json.Marshal(value)
	if err != nil {
		return e.wrong(err.Error())
	}
	e.text = append(e.text, encoded...)
	return nil
}

// A Source is one of several sources of values; later ones win.
type Source struct {
	key, text, name string
	values          map[string]any
}

// Object is values that the program holds.
func Object(values map[string]any) Source { return Source{key: "typed_json", values: values} }

// YAML is the text of a values file; name stands for it in errors.
func YAML(name, text string) Source { return Source{key: "yaml", text: text, name: name} }

// File is the path of a values file.
func File(path string) Source { return Source{key: "file", text: path} }

// Set is an argument of --set, such as "a.b=c".
func Set(argument string) Source { return Source{key: "set", text: argument} }

// SetString is an argument of --set-string.
func SetString(argument string) Source { return Source{key: "set_string", text: argument} }

// SetJSON is an argument of --set-json.
func SetJSON(argument string) Source { return Source{key: "set_json", text: argument} }

// SetFile is an argument of --set-file.
func SetFile(argument string) Source { return Source{key: "set_file", text: argument} }

// SetLiteral is an argument of --set-literal.
func SetLiteral(argument string) Source { return Source{key: "set_literal", text: argument} }

func (s Source) option(place string) (map[string]any, error) {
	text := s.text
	if s.key == "" {
		return nil, usage("%s: no source", place)
	}
	if s.key == "typed_json" {
		encoded, err := encodeValues(s.values, place)
		if err != nil {
			return nil, err
		}
		text = string(encoded)
	}
	for _, part := range []string{text, s.name} {
		if !utf8.ValidString(part) {
			return nil, usage("%s: %s: a text that is not UTF-8", place, s.key)
		}
	}
	option := map[string]any{s.key: text}
	if s.key == "yaml" {
		option["name"] = s.name
	}
	return option, nil
}
