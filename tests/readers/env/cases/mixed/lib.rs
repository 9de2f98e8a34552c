use std::env;
pub mod names {
    /// [EXPERIMENTAL] The queue's length.
    pub const APP_QUEUE: &str = "APP_QUEUE";
    /// Old. Deprecated: use `APP_QUEUE`.
    #[deprecated(since = "1.2", note = "use APP_QUEUE")]
    pub const APP_OLD: &str = "APP_OLD";
    pub const UNUSED: &str = "nothing";
}
fn flag(name: &str) -> bool { env::var(name).is_ok() }
fn chain() -> Option<String> {
    env::var("APP_KV").or_else(|_| env::var("APP_BETA_KV")).or_else(|_| env::var("APP_EXPERIMENTAL_KV")).ok()
}
#[derive(clap::Parser)]
struct Args {
    /// (beta) The port.
    #[arg(long, env = "APP_PORT", default_value_t = 80)]
    port: u16,
    #[arg(long = "name-it", env)]
    app_name: String,
    #[arg(env = names::APP_QUEUE)]
    q: u8,
}
fn main() {
    flag("HOME_DIR");
    env::var_os(names::APP_OLD);
    std::env::var(format!("X{}", 1));
    clap::Arg::new("x").long("xx").env("APP_XX").help("hi");
    let s = "APP_NAMED";
}
