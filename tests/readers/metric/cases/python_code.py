import collections

import prometheus_client as prom
from opentelemetry import metrics
from prometheus_client import Counter, Gauge as G, Histogram, Info

NAMESPACE = "demo"
PREFIX = f"{NAMESPACE}_http"
TWICE = "one"
TWICE = "two"


class Names:
    QUEUE = "queue_depth"


requests = Counter(
    "requests_total", "[EXPERIMENTAL] Requests.", ["model", "code"], namespace=NAMESPACE,
    subsystem="frontend",
)
latency = Histogram(PREFIX + "_latency", "Latency (beta)", unit="seconds")
build = Info("build", "Build. Deprecated since 1.2: use demo_version. Will be removed in 2.0.")
queue = G(Names.QUEUE, "How many requests wait")
errors = prom.metrics.Counter(name="errors", documentation="Errors " "of all kinds")


def make(prefix):
    return prom.Counter(f"{prefix}_x", "Who knows"), G(TWICE, "Either"), G("a", "b", (), prefix)


meter = metrics.get_meter(__name__)
meter.create_counter("demo.requests", "1", "DEPRECATED: use demo.calls")
meter.create_observable_gauge("demo.temperature", [lambda: 1], description="[BETA] How hot")
meter.create_view("not.a.metric")
collections.Counter("abc")
