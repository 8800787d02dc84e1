//! The loop that claims, leases, heartbeats and finishes jobs.
