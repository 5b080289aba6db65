// CPU time of warm renders through the Go package: cost CHART COUNT. Prints microseconds per render.
package main

import (
	"fmt"
	"log"
	"os"
	"strconv"
	"syscall"

	"chartrender"
)

func cpu() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		log.Fatal(err)
	}
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e3
}

func main() {
	chart, err := chartrender.Load(os.Args[1], nil)
	if err != nil {
		log.Fatal(err)
	}
	renders, err := strconv.Atoi(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	install := &chartrender.Install{ReleaseName: "cost"}
	values := map[string]any{"ui": map[string]any{"replicaCount": 2}}
	size, start := 0, 0.0
	for i := -renders/10 - 1; i < renders; i++ {
		if i == 0 {
			start = cpu()
		}
		release, err := install.Run(chart, values)
		if err != nil {
			log.Fatal(err)
		}
		size += len(release.Manifest)
	}
	fmt.Printf("%.2f\n", (cpu()-start)/float64(renders))
}
