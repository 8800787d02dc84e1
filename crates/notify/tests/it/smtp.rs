//! Mails over a real connection to a small SMTP server.

use base64::{Engine, prelude::BASE64_STANDARD};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use xinggen_domain::ports::{Mail, Mailer, SendError};
use xinggen_notify::{SmtpError, SmtpMailer, SmtpSettings};

/// What a client said, line by line.
type Said = Vec<String>;

/// Serves one client as RFC 5321 has it: answers each command, refuses a recipient that begins with `refused`.
async fn serve(stream: TcpStream) -> Said {
    let mut said = Vec::new();
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 localhost ESMTP\r\n").await.expect("a client");
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.expect("a line") == 0 {
            return said;
        }
        let line = line.trim_end().to_owned();
        let answer = match line.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => "250-localhost\r\n250 AUTH PLAIN",
            "AUTH" => "235 welcome",
            "RCPT" if line.contains("<refused") => "550 no such user",
            "RCPT" if line.contains("<later") => "451 not now",
            "MAIL" | "RCPT" | "RSET" | "NOOP" => "250 fine",
            "DATA" => "354 go on",
            "QUIT" => "221 bye",
            _ => "500 what",
        };
        let data = line == "DATA";
        said.push(line);
        stream.write_all(format!("{answer}\r\n").as_bytes()).await.expect("a client");
        if data {
            loop {
                let mut line = String::new();
                stream.read_line(&mut line).await.expect("a line");
                let line = line.trim_end_matches(['\r', '\n']).to_owned();
                if line == "." {
                    break;
                }
                said.push(line);
            }
            stream.write_all(b"250 taken\r\n").await.expect("a client");
        }
    }
}

/// A server for one client, and where it is.
async fn server() -> (String, JoinHandle<Said>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    #[expect(clippy::disallowed_methods, reason = "the test waits for it")]
    let serving = tokio::spawn(async move { serve(listener.accept().await.expect("a client").0).await });
    (format!("smtp://127.0.0.1:{port}"), serving)
}

fn settings(url: &str) -> SmtpSettings {
    SmtpSettings {
        url: url.to_owned(),
        username: Some("xinggen".to_owned()),
        password: "s3cret".to_owned(),
        from: "星亘 <no-reply@xinggen.example>".to_owned(),
    }
}

fn mail(to: &str) -> Mail {
    Mail {
        to: to.to_owned(),
        subject: "星亘验证码 042517 · Xinggen verification code".to_owned(),
        text: "您的验证码为：042517\n.\nYour code: 042517\n".to_owned(),
    }
}

#[tokio::test]
async fn a_mail_reaches_the_server_as_it_was_written() {
    let (url, serving) = server().await;
    let mailer = SmtpMailer::new(&settings(&url)).expect("a mailer");
    mailer.send(&mail("lin@example.com")).await.expect("sent");
    drop(mailer);
    let said = serving.await.expect("served");
    let login = said.iter().find_map(|line| line.strip_prefix("AUTH PLAIN ")).expect("a login");
    assert_eq!(BASE64_STANDARD.decode(login).expect("base64"), b"\0xinggen\0s3cret");
    assert!(said.iter().any(|line| line.starts_with("MAIL FROM:<no-reply@xinggen.example>")), "{said:?}");
    assert!(said.iter().any(|line| line.starts_with("RCPT TO:<lin@example.com>")), "{said:?}");
    let data = said.iter().position(|line| line == "DATA").expect("a message");
    let empty = said[data..].iter().position(String::is_empty).expect("a body");
    let (headers, body) = said[data + 1..].split_at(empty - 1);
    assert!(headers.iter().any(|line| line == "To: lin@example.com"), "{headers:?}");
    assert!(headers.iter().any(|line| line.starts_with("Date: ")), "{headers:?}");
    let encoding = headers
        .iter()
        .find_map(|line| line.strip_prefix("Content-Transfer-Encoding: "))
        .expect("an encoding");
    assert_eq!(encoding, "base64");
    let body: Vec<&str> = body.iter().map(String::as_str).take_while(|line| *line != "QUIT").collect();
    let text = BASE64_STANDARD.decode(body.concat()).expect("base64");
    let text = String::from_utf8(text).expect("UTF-8").replace("\r\n", "\n");
    assert_eq!(text.trim_end(), mail("").text.trim_end());
}

#[tokio::test]
async fn a_refusal_is_final_and_a_failure_is_not() {
    for (to, refused) in [("refused@example.com", true), ("later@example.com", false)] {
        let (url, serving) = server().await;
        let mailer = SmtpMailer::new(&settings(&url)).expect("a mailer");
        let sent = mailer.send(&mail(to)).await;
        assert_eq!(matches!(sent, Err(SendError::Refused(_))), refused, "{sent:?}");
        assert_eq!(matches!(sent, Err(SendError::Failed(_))), !refused, "{sent:?}");
        drop(mailer);
        assert!(!serving.await.expect("served").contains(&"DATA".to_owned()));
    }
    let mailer = SmtpMailer::new(&settings("smtp://127.0.0.1:1")).expect("a mailer");
    assert!(
        matches!(mailer.send(&mail("lin@example.com")).await, Err(SendError::Failed(_))),
        "nobody is there"
    );
    assert!(matches!(mailer.send(&mail("no address")).await, Err(SendError::Refused(_))));
}

#[tokio::test]
async fn settings_that_cannot_be_used_are_refused_by_name() {
    let url = SmtpMailer::new(&settings("http://localhost")).err().expect("no mail server");
    assert!(matches!(url, SmtpError::Url(_)) && url.to_string().starts_with("mail.url"), "{url}");
    let from = SmtpSettings { from: "nobody".to_owned(), ..settings("smtp://localhost") };
    let from = SmtpMailer::new(&from).err().expect("no sender");
    assert!(matches!(from, SmtpError::From(_)) && from.to_string().starts_with("mail.from"), "{from}");
    assert!(SmtpMailer::new(&settings("smtps://localhost:465")).is_ok());
    assert!(SmtpMailer::new(&settings("smtp://localhost:587?tls=required")).is_ok());
    assert!(!format!("{:?}", settings("smtp://localhost")).contains("s3cret"));
}
