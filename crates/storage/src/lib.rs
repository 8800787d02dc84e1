//! Ports on opendal: local disk and memory.
