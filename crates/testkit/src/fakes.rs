//! Fake vendors and renderers: fast, deterministic, without any program. Each remembers what it was asked, and
//! can be told to fail. Also a store that fails, and what proves who somebody is, without any secret.
//!
//! ```
//! use xinggen_domain::{error::{VendorError, VendorErrorClass}, fuel::Fuel, ports::StoryDivider};
//! use xinggen_testkit::fakes::FakeText;
//!
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! let (text, fuel) = (FakeText::default(), Fuel::for_bytes(100));
//! text.calls.fail_next(VendorError::new(VendorErrorClass::Capacity, "忙"));
//! assert!(text.divide("雪下了一夜。", &fuel).await.is_err());
//! assert_eq!(text.divide("雪下了一夜。", &fuel).await.unwrap().len(), 1);
//! assert_eq!(text.calls.requests().len(), 2);
//! # });
//! ```

mod calls;
mod camera;
mod composer;
mod dispatcher;
mod faults;
mod identity;
mod images;
mod labeller;
mod png;
mod rates;
mod readings;
mod secret_box;
mod storyboard;
mod text;
mod vendors;
mod voices;

pub use calls::Calls;
pub use camera::FakeCamera;
pub use composer::{FakeComposer, RenderCall};
pub use dispatcher::RecordingDispatcher;
pub use faults::FaultyStore;
pub use identity::{FakeCodes, FakeLinks, FakeMeter, FakePasswords, FakePostbox, FakeSecrets, FakeTokens};
pub use images::FakeImages;
pub use labeller::{FakeLabeller, LabelCall};
pub use rates::FakeRates;
pub use readings::FakeReadings;
pub use secret_box::{FakeOneTimeCodes, FakeSecretBox};
pub use text::{FakeText, TextCall};
pub use vendors::FakeVendors;
pub use voices::FakeVoices;

/// The vendor that every fake model names.
pub const VENDOR: &str = "fake";
