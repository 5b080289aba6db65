package chartrender

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
)

// function is a Go function that templates call: arguments and result go through JSON.
type function struct {
	value reflect.Value
}

var errorType = reflect.TypeFor[error]()

func newFunction(name string, implementation any) (*function, error) {
	value := reflect.ValueOf(implementation)
	if value.Kind() != reflect.Func || value.IsNil() {
		return nil, usage("function `%s`: a %T instead of a function", name, implementation)
	}
	kind := value.Type()
	if kind.NumOut() < 1 || kind.NumOut() > 2 || kind.NumOut() == 2 && kind.Out(1) != errorType {
		return nil, usage("function `%s`: it must give one result, or a result and an error", name)
	}
	return &function{value}, nil
}

// parameter is the type of argument i.
func (f *function) parameter(i int) reflect.Type {
	kind := f.value.Type()
	if kind.IsVariadic() && i >= kind.NumIn()-1 {
		return kind.In(kind.NumIn() - 1).Elem()
	}
	return kind.In(i)
}

func (f *function) call(arguments []byte) ([]byte, error) {
	var raw []json.RawMessage
	if err := json.Unmarshal(arguments, &raw); err != nil {
		return nil, err
	}
	kind := f.value.Type()
	least := kind.NumIn()
	if kind.IsVariadic() {
		least--
	}
	if len(raw) < least || len(raw) > least && !kind.IsVariadic() {
		return nil, fmt.Errorf("wrong number of args: want %d got %d", least, len(raw))
	}
	values := make([]reflect.Value, len(raw))
	for i, argument := range raw {
		value, err := decodeArgument(argument, f.parameter(i))
		if err != nil {
			return nil, fmt.Errorf("argument %d: %w", i+1, err)
		}
		values[i] = value
	}
	results := f.value.Call(values)
	if len(results) == 2 && !results[1].IsNil() {
		return nil, results[1].Interface().(error)
	}
	encoder := valueEncoder{place: []string{"result"}}
	if err := encoder.value(results[0].Interface()); err != nil {
		return nil, errors.New(err.Error())
	}
	return encoder.text, nil
}

func decodeArgument(raw json.RawMessage, kind reflect.Type) (reflect.Value, error) {
	value := reflect.New(kind)
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if err := decoder.Decode(value.Interface()); err != nil {
		return value, err
	}
	if kind.Kind() == reflect.Interface && !value.Elem().IsNil() {
		value.Elem().Set(reflect.ValueOf(withNumbers(value.Elem().Interface())))
	}
	return value.Elem(), nil
}

// withNumbers gives whole numbers as int64 and others as float64.
func withNumbers(value any) any {
	switch value := value.(type) {
	case json.Number:
		if whole, err := value.Int64(); err == nil {
			return whole
		}
		number, _ := value.Float64()
		return number
	case map[string]any:
		for key, item := range value {
			value[key] = withNumbers(item)
		}
	case []any:
		for i, item := range value {
			value[i] = withNumbers(item)
		}
	}
	return value
}
