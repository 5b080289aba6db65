// Renders again and again over goroutines and watches the memory of the process: soak CHART COUNT.
package main

import (
	"fmt"
	"log"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"chartrender"
)

// resident is the memory of the process in kilobytes.
func resident() int {
	raw, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		log.Fatal(err)
	}
	pages, err := strconv.Atoi(strings.Fields(string(raw))[1])
	if err != nil {
		log.Fatal(err)
	}
	return pages * os.Getpagesize() / 1024
}

func render(chart *chartrender.Chart, count int) {
	values := []map[string]any{nil, {"ui": map[string]any{"replicaCount": 2}}, {"nope": 1}, {"ui": 5}}
	for i := 0; i < count; i++ {
		if _, err := (&chartrender.Install{}).Run(chart, values[i%len(values)]); err != nil && i%len(values) < 2 {
			log.Fatal(err)
		}
	}
}

func renderAll(chart *chartrender.Chart, count int) {
	var group sync.WaitGroup
	for i := 0; i < runtime.NumCPU(); i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			render(chart, count/runtime.NumCPU())
		}()
	}
	group.Wait()
}

func main() {
	count, err := strconv.Atoi(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	before := 0
	for i := 0; i < 10; i++ {
		chart, err := chartrender.Load(os.Args[1], nil) // a new one each time: the collector frees the others
		if err != nil {
			log.Fatal(err)
		}
		renderAll(chart, count/10)
		runtime.GC()
		if i == 1 {
			before = resident()
		}
	}
	after := resident()
	fmt.Printf("%d renders, memory %d kB after a fifth, %d kB at the end\n", count, before, after)
	if after > before+before/10+8192 {
		os.Exit(1)
	}
}
