//! The runtime of the example project: endpoints, and the transfer of cached blocks.

/// Transfers of the KV cache between workers.
#[cfg(feature = "experimental_kv_disagg")]
pub mod kv_disagg;

pub mod endpoint;

pub use endpoint::Endpoint;

/// Environment variable that names the namespace.
pub const NAMESPACE_VARIABLE: &str = "DYN_NAMESPACE";

/// Read the namespace that this process belongs to.
pub fn namespace() -> Option<String> {
    std::env::var(NAMESPACE_VARIABLE).ok()
}

/// Stop at once, without waiting for running requests.
#[deprecated(since = "0.8.0", note = "use `Endpoint::drain` instead")]
pub fn stop() {}
