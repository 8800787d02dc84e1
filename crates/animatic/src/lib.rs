//! The built-in vendor that needs no key: script and storyboard by rules, drawn frames, spoken lines.
