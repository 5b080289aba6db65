#!/usr/bin/env python3
"""CPU time of warm renders through the Python package: cost.py CHART COUNT. Prints microseconds per render."""
import sys
import time

from chartrender import Chart

chart, renders = Chart.load(sys.argv[1]), int(sys.argv[2])
size = 0
for i in range(-renders // 10 - 1, renders):
    if i == 0:
        start = time.process_time()
    size += len(chart.render({"ui": {"replicaCount": 2}}, release="cost").text)
print("%.2f" % (1e6 * (time.process_time() - start) / renders))
