//! KV cache disaggregation.

/// Which blocks move where.
pub struct TransferPlan {
    /// The number of blocks.
    pub blocks: u64,
}

/// Make a plan for one request.
pub fn plan(blocks: u64) -> TransferPlan {
    TransferPlan { blocks }
}
