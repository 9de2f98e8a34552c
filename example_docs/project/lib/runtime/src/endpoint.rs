//! What clients connect to.

/// A place that requests are sent to.
pub struct Endpoint {
    /// Where it listens.
    pub address: String,
    /// How many requests it takes at once.
    ///
    /// # Stability
    ///
    /// **BETA**: the unit may change from requests to tokens.
    pub capacity: usize,
}

impl Endpoint {
    /// Wait for running requests, then stop.
    pub fn drain(self) {}

    /// Record how long each step takes.
    #[cfg(feature = "tracing")]
    pub fn trace(&self) {}

    /// Move all sessions elsewhere.
    ///
    /// # Stability
    ///
    /// **EXPERIMENTAL**: sessions may be lost.
    pub fn migrate(&self, _target: &Endpoint) {}
}
