//! Use cases: what a person or a clock can ask for; owns Actor and authorisation.
