//! In-memory adapter of every port, a manual clock, builders, contract suites and fake vendors.
