use metrics::{counter, describe_counter};
use opentelemetry::metrics::Meter;
use prometheus::{opts, register_int_counter, HistogramOpts, IntGauge, Opts};

/* register_int_counter!("commented", "x") /* nested */ still */
const NAME: &str = "demo_const";
pub static OTHER: &'static str = "demo_static";

fn define<'a>(meter: &Meter, prefix: &'a str) -> &'a str {
    let quote = '"';
    let escaped = '\'';
    let a = register_int_counter!("demo_requests_total", "[EXPERIMENTAL] \"All\" requests").unwrap();
    let b = register_counter_vec!(
        opts!("demo_errors", "Errors. Deprecated: use `demo_failures` instead."),
        &["code"]
    );
    let c = Opts::new("depth", "Queue depth (beta)").namespace("demo").subsystem("kv");
    let d = IntGauge::new(NAME, "A gauge");
    let e = HistogramOpts::new(names::OTHER, r#"Raw "help""#);
    let f = IntGauge::new(format!("{}_x", prefix), "Who knows");
    let g = IntGauge::with_opts(c);
    let h = register_gauge!(concat!("demo_", "joined"), "Joined");
    counter!("demo.hits", 1, "k" => "v");
    describe_counter!("demo.hits", "[ALPHA] Hits");
    meter.u64_counter("demo.calls").with_description("Deprecated: use demo.requests").build();
    let map = Map::new("not", "a metric");
    "x"
}

fn register_int_counter(name: &str) {}

#[cfg(test)]
mod tests {
    fn t() {
        register_int_counter!("only_in_tests", "x");
    }
}

fn last() {
    register_gauge!("demo_last", "Last")
}
