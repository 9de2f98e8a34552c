use metrics::{describe_counter, describe_histogram, Unit};
use prometheus::{opts, CounterVec, HistogramOpts, HistogramVec, IntCounterVec, IntGauge, Opts};

use crate::names::ELSEWHERE;

const NAMESPACE: &str = "demo";

struct Metrics;

impl Metrics {
    const OPENED: &'static str = "demo_opened_total";

    fn describe() {
        describe_counter!(Self::OPENED, Unit::Count, "[BETA] Opened, ever");
        metrics::describe_histogram!("demo_took", metrics::Unit::Seconds, "How long it took");
        metrics::counter!(Self::OPENED, "kind" => "file").increment(1);
    }
}

lazy_static! {
    static ref SENT: IntCounterVec = IntCounterVec::new(
        Opts::new("sent_total", "Sent. Deprecated since 1.2: use demo_opened_total")
            .namespace(NAMESPACE)
            .subsystem("net"),
        &["code"],
    )
    .unwrap();
    static ref OPEN: IntGauge = IntGauge::with_opts(opts!("open", "Open now (experimental)")).unwrap();
    static ref LOST: CounterVec =
        prometheus::register_counter_vec!(Opts::new("lost", "Lost").namespace(ELSEWHERE), &["x"]).unwrap();
    static ref TOOK: HistogramVec = HistogramVec::new(
        prometheus::HistogramOpts::new("took_seconds", "Took").buckets(vec![0.1, 1.0]),
        &["x"],
    )
    .unwrap();
    static ref GONE: CounterVec = register_counter_vec!(opts!("gone", "Gone"), &["x"]).unwrap();
}
