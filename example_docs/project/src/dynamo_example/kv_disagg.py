"""KV cache disaggregation: prefill and decode on different workers."""

__stability__ = "experimental"
__stability_reason__ = "Transfers are not yet retried when a worker is lost"
__stability_since__ = "0.9"


class TransferPlan:
    """Which blocks of the cache move where."""

    def estimate(self) -> float:
        """Return the expected duration in seconds."""
        return 0.0


def enable_kv_disagg(prefill_workers: int = 1) -> TransferPlan:
    """Run prefill on workers of its own."""
    return TransferPlan()
