"""Classes by other names, and constants of another module."""

from collections import Counter

import prometheus_client
from opentelemetry import metrics
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from python_names import PREFIX, Names

C = prometheus_client.Counter
C("module_alias", "By a name of the module")


class Collector:
    gauge_class = prometheus_client.Gauge
    counter_class = None

    def __init__(self, prefix, factory):
        from prometheus_client import Counter as _Counter, Histogram

        Counter = self.counter_class or _Counter
        self.make = factory(Histogram)
        self.a = Counter("own_alias", "[BETA] In a function")
        self.b = self.gauge_class(name=Names.QUEUE, documentation="By an attribute of the class")
        self.c = self.make(name="made", documentation="By a function around the class")
        self.d = self.make(prefix)
        self.e = Counter(prefix, "Who knows")
        for kind in ("read", "write"):
            _Counter(f"{PREFIX}_{kind}", "In a loop", labelnames=["kind"], namespace=None)

    def collect(self, PREFIX):
        yield CounterMetricFamily("family", "Of a collector", labels=["x"])
        yield GaugeMetricFamily(PREFIX, "A parameter, not the constant")
        Counter(word for word in ())


Counter("no metric")
prometheus_client.Info("build_info", "Gets its suffix twice, as the client does")
prometheus_client.Counter("sent_bytes_total", "Unit before the suffix", unit="bytes")
metrics.get_meter("x").create_histogram(Names.TIME, description="By a constant of another module")
