//! Ports on e-mail and SMS.
//!
//! - [`SmtpMailer`] sends mails by SMTP, [`AliyunSms`] short messages by Aliyun; [`LogMailer`] and [`LogSms`] write
//!   both to the log, for a machine that sends nothing.
//! - [`Courier`] is the [`Postbox`](xinggen_domain::ports::Postbox) in front of them: it takes letters without waiting
//!   and sends a few at a time in the background, so that an answer takes as long whether something is sent or not,
//!   and no database transaction ever waits for a mail server.
//!
//! To add a vendor of short messages: a file with an adapter of [`SmsSender`](xinggen_domain::ports::SmsSender), its
//! signature tested against vectors that the vendor has published, and a choice in the server's settings.
#![warn(missing_docs)]

mod acs3;
mod aliyun;
mod courier;
mod log;
mod smtp;

pub use aliyun::{AliyunSettings, AliyunSms};
pub use courier::Courier;
pub use log::{LogMailer, LogSms};
pub use smtp::{SmtpError, SmtpMailer, SmtpSettings};
