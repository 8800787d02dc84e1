//! E-mail addresses, phone numbers, and the codes that prove whose they are.

use crate::house::settings;
use chrono::Duration;
use std::net::IpAddr;
use xinggen_application::{
    Accounts, Actor, BindIdentityError, CodeAnswer, CreditBooks, Invalid, LoginError, ProveError, Reauth,
    ReauthError, Records, Register, RegisterError, Registration, RequestCodeError, ResetPasswordError,
    SignedIn, TwoFactor, UnbindIdentityError,
};
use xinggen_domain::{
    Credits,
    audit::AuditAct,
    identity::{Identity, IdentityKind},
    limits::Problem,
    ports::{Clock as _, Letter},
    second_factor::STEP_SECONDS,
    session::Device,
    verification::CodePurpose,
};
use xinggen_testkit::TestWorld;

const PASSWORD: &str = "correct horse";

struct Door {
    world: TestWorld,
    accounts: Accounts,
}

fn phone(text: &str) -> Identity {
    Identity::phone(text).expect("a number")
}

fn email(text: &str) -> Identity {
    Identity::email(text).expect("an address")
}

fn device(address: &str) -> Device {
    Device { user_agent: None, address: Some(address.parse().expect("an address")) }
}

impl Door {
    async fn new() -> Self {
        let world = TestWorld::new().await;
        Self { accounts: Accounts::new(world.ports(), settings(Registration::Verified)), world }
    }

    /// Asks for a code from an address of its own; the answer, with the digits if any were sent.
    async fn code(&self, purpose: CodePurpose, identity: &Identity) -> (CodeAnswer, bool) {
        self.world.clock.advance(Duration::hours(2));
        let sent = self.accounts.request_code(purpose, identity, None).await.expect("sent");
        self.answer(sent.request_id)
    }

    async fn own_code(&self, actor: Actor, purpose: CodePurpose, identity: &Identity) -> CodeAnswer {
        self.world.clock.advance(Duration::hours(2));
        let sent = self.accounts.request_own_code(actor, purpose, identity, None).await.expect("sent");
        self.answer(sent.request_id).0
    }

    fn answer(&self, request_id: String) -> (CodeAnswer, bool) {
        let letters = self.world.postbox.take();
        let code = letters.last().map(|letter| match letter {
            Letter::Sms { code, .. } => code.clone(),
            Letter::Mail(mail) => mail
                .text
                .split(|c: char| !c.is_ascii_digit())
                .find(|part| part.len() == 6)
                .expect("a code")
                .to_owned(),
        });
        let sent = code.is_some();
        (CodeAnswer { request_id, code: code.unwrap_or_else(|| "000000".to_owned()) }, sent)
    }

    async fn register(&self, identity: &Identity) -> Result<SignedIn, RegisterError> {
        let (code, _) = self.code(CodePurpose::Register, identity).await;
        let register = Register {
            identity: identity.clone(),
            code: Some(code),
            password: Some(PASSWORD.to_owned()),
            name: None,
        };
        self.accounts.register(register, Device::default()).await
    }

    async fn credits(&self, who: &SignedIn) -> Credits {
        let books = CreditBooks::new(self.world.ports());
        books.available(actor(who)).await.expect("read")
    }
}

fn actor(who: &SignedIn) -> Actor {
    Actor::new(who.user.id, who.user.role)
}

fn password() -> Reauth {
    Reauth::Password(PASSWORD.to_owned())
}

#[tokio::test]
async fn a_phone_and_a_code_open_an_account_and_sign_in() {
    let door = Door::new().await;
    let lin = phone("138 0013 8000");
    let open =
        Register { identity: lin.clone(), code: None, password: Some(PASSWORD.to_owned()), name: None };
    let refused = door.accounts.register(open, Device::default()).await;
    let needed = Invalid::new("code", Problem::Missing);
    assert!(
        matches!(refused, Err(RegisterError::Invalid(invalid)) if invalid == needed),
        "here a code is needed"
    );
    let (code, _) = door.code(CodePurpose::Register, &lin).await;
    let register = |identity: &Identity, code: &CodeAnswer| Register {
        identity: identity.clone(),
        code: Some(code.clone()),
        password: None,
        name: None,
    };
    let other = register(&phone("13800138001"), &code);
    let refused = door.accounts.register(other, Device::default()).await;
    assert!(matches!(refused, Err(RegisterError::WrongCode)), "the code of another number");
    let opened = door.accounts.register(register(&lin, &code), Device::default()).await.expect("opened");
    assert_eq!(opened.user.phone.as_deref(), Some("+8613800138000"));
    assert_eq!((opened.user.name.as_str(), opened.user.email.clone()), ("用户8000", None));
    assert_eq!(door.credits(&opened).await, Credits::new(500));
    let again = door.accounts.register(register(&lin, &code), Device::default()).await;
    assert!(matches!(again, Err(RegisterError::WrongCode)), "it is used");
    let taken = door.register(&lin).await;
    assert!(matches!(taken, Err(RegisterError::Taken(IdentityKind::Phone))), "the owner is told");
    let (code, _) = door.code(CodePurpose::Login, &lin).await;
    let signed_in =
        door.accounts.login_with_code(&lin, &code, Device::default(), None).await.expect("signed in");
    assert_eq!(signed_in.user.id, opened.user.id);
    let no = door.accounts.login(Some(&lin), "", Device::default(), None).await;
    assert!(matches!(no, Err(LoginError::WrongCredentials)), "there is no password");
}

#[tokio::test]
async fn a_code_is_left_to_whoever_is_asked_for_the_second_factor() {
    let door = Door::new().await;
    let lin = email("lin@example.com");
    let who = actor(&door.register(&lin).await.expect("opened"));
    let step = || format!("{:06}", door.world.clock.now().timestamp() / STEP_SECONDS % 1_000_000);
    let factors = TwoFactor::new(door.world.ports(), false);
    factors.enrol(who).await.expect("enrolled");
    let session = door.accounts.sessions(who).await.expect("read")[0].id;
    factors.confirm(who, session, &step()).await.expect("in force");

    let (code, _) = door.code(CodePurpose::Login, &lin).await;
    let enter = async |second: Option<&str>| {
        door.accounts.login_with_code(&lin, &code, Device::default(), second).await
    };
    assert!(matches!(enter(None).await, Err(LoginError::SecondFactorNeeded)));
    let wrong = enter(Some("12345")).await;
    assert!(matches!(wrong, Err(LoginError::SecondFactor(ProveError::Wrong))), "{wrong:?}");
    enter(Some(&step())).await.expect("the same code lets in");
    door.world.clock.advance(Duration::minutes(1));
    let again = enter(Some(&step())).await;
    assert!(matches!(again, Err(LoginError::WrongCode)), "and is used up");
}

#[tokio::test]
async fn a_code_is_for_one_thing_and_a_short_time() {
    let door = Door::new().await;
    let lin = email("lin@example.com");
    door.register(&lin).await.expect("opened");
    let (code, _) = door.code(CodePurpose::Reset, &lin).await;
    let refused = door.accounts.login_with_code(&lin, &code, Device::default(), None).await;
    assert!(matches!(refused, Err(LoginError::WrongCode)), "a code for another thing");
    let (code, _) = door.code(CodePurpose::Login, &lin).await;
    let foreign = CodeAnswer { request_id: "made up".to_owned(), ..code.clone() };
    let refused = door.accounts.login_with_code(&lin, &foreign, Device::default(), None).await;
    assert!(matches!(refused, Err(LoginError::WrongCode)), "the code alone will not do");
    door.world.clock.advance(Duration::minutes(10));
    let refused = door.accounts.login_with_code(&lin, &code, Device::default(), None).await;
    assert!(matches!(refused, Err(LoginError::WrongCode)), "it is over");
}

#[tokio::test]
async fn nobody_learns_who_has_an_account() {
    let door = Door::new().await;
    let (lin, nobody) = (email("lin@example.com"), email("nobody@example.com"));
    door.register(&lin).await.expect("opened");
    for purpose in [CodePurpose::Login, CodePurpose::Reset] {
        let ((known, sent), (unknown, not_sent)) =
            (door.code(purpose, &lin).await, door.code(purpose, &nobody).await);
        assert!(sent && !not_sent, "{purpose}: a letter only to who has an account");
        assert_eq!(known.request_id.split('.').next(), unknown.request_id.split('.').next());
        let answers = [(&lin, &known), (&nobody, &unknown)].map(|(who, answer)| {
            let wrong = CodeAnswer { code: "999999".to_owned(), ..answer.clone() };
            (who, wrong)
        });
        for (who, wrong) in answers {
            let refused = door.accounts.login_with_code(who, &wrong, Device::default(), None).await;
            assert!(matches!(refused, Err(LoginError::WrongCode)));
            let refused = door.accounts.reset_password(who, &wrong, "a new horse", None).await;
            assert!(matches!(refused, Err(ResetPasswordError::WrongCode)));
        }
    }
    let (_, sent) = door.code(CodePurpose::Register, &lin).await;
    assert!(sent, "who has an account gets a code to register as well, and is told then");
}

#[tokio::test]
async fn a_reset_ends_all_sessions_and_sets_the_password() {
    let door = Door::new().await;
    let lin = email("lin@example.com");
    let old = door.register(&lin).await.expect("opened");
    let (code, _) = door.code(CodePurpose::Reset, &lin).await;
    let weak = door.accounts.reset_password(&lin, &code, "password1", None).await;
    assert!(matches!(weak, Err(ResetPasswordError::Password(_))), "and the code is not used up");
    let home = device("192.0.2.7");
    door.accounts.reset_password(&lin, &code, "a new horse", home.address).await.expect("reset");
    let noted = Records::new(door.world.ports()).own(actor(&old), None, 1).await.expect("read").remove(0);
    assert_eq!((noted.act, noted.address), (AuditAct::PasswordReset, home.address));
    assert_eq!(door.accounts.authenticate(&old.access_token).await.expect("read"), None);
    assert!(door.accounts.refresh(&old.refresh_token).await.is_err());
    let no = door.accounts.login(Some(&lin), PASSWORD, Device::default(), None).await;
    assert!(matches!(no, Err(LoginError::WrongCredentials)));
    door.accounts.login(Some(&lin), "a new horse", Device::default(), None).await.expect("signed in");
}

#[tokio::test]
async fn binding_takes_a_proof_and_a_code_and_unbinding_leaves_one() {
    let door = Door::new().await;
    let (number, address) = (phone("13800138000"), email("lin@example.com"));
    let lin = door.register(&number).await.expect("opened");
    let chen = door.register(&email("chen@example.com")).await.expect("opened");
    let code = door.own_code(actor(&lin), CodePurpose::Bind, &address).await;
    let wrong = Reauth::Password("wrong".to_owned());
    let refused = door.accounts.bind_identity(actor(&lin), address.clone(), &code, &wrong).await;
    assert!(matches!(refused, Err(BindIdentityError::Reauth(ReauthError::WrongPassword))));
    let other = email("other@example.com");
    let refused = door.accounts.bind_identity(actor(&lin), other, &code, &password()).await;
    assert!(matches!(refused, Err(BindIdentityError::WrongCode)), "sent elsewhere");
    let bound = door.accounts.bind_identity(actor(&lin), address.clone(), &code, &password()).await;
    assert_eq!(bound.expect("bound").email.as_deref(), Some("lin@example.com"));

    let code = door.own_code(actor(&chen), CodePurpose::Bind, &address).await;
    let refused = door.accounts.bind_identity(actor(&chen), address.clone(), &code, &password()).await;
    assert!(matches!(refused, Err(BindIdentityError::Taken(IdentityKind::Email))));

    let foreign = door
        .accounts
        .request_own_code(actor(&lin), CodePurpose::Confirm, &email("chen@example.com"), None)
        .await;
    assert!(matches!(foreign, Err(RequestCodeError::NotOwn)));
    let code = door.own_code(actor(&lin), CodePurpose::Confirm, &address).await;
    let proof = Reauth::Code(address.clone(), code);
    let left =
        door.accounts.unbind_identity(actor(&lin), IdentityKind::Phone, &proof).await.expect("unbound");
    assert_eq!(left.phone, None);
    let refused = door.accounts.unbind_identity(actor(&lin), IdentityKind::Email, &password()).await;
    assert!(matches!(refused, Err(UnbindIdentityError::LastIdentity)));
    let refused = door.accounts.unbind_identity(actor(&lin), IdentityKind::Phone, &password()).await;
    assert!(matches!(refused, Err(UnbindIdentityError::NotBound)));

    // The number is free, but has earned its bonus; so would the address, had it ever been free.
    let again = door.register(&number).await.expect("opened");
    assert_eq!((door.credits(&lin).await, door.credits(&again).await), (Credits::new(500), Credits::ZERO));
}

#[tokio::test]
async fn a_bound_identity_earns_no_bonus_afterwards() {
    let door = Door::new().await;
    let (number, address) = (phone("13800138000"), email("lin@example.com"));
    let lin = door.register(&number).await.expect("opened");
    let code = door.own_code(actor(&lin), CodePurpose::Bind, &address).await;
    door.accounts.bind_identity(actor(&lin), address.clone(), &code, &password()).await.expect("bound");
    door.accounts.unbind_identity(actor(&lin), IdentityKind::Email, &password()).await.expect("unbound");
    let second = door.register(&address).await.expect("opened");
    assert_eq!(door.credits(&second).await, Credits::ZERO);
    assert_eq!(door.world.audit().await.expect("read"), []);
}

#[tokio::test]
async fn codes_are_limited_per_target_and_per_address() {
    let door = Door::new().await;
    let lin = email("lin@example.com");
    let at = |n: u8| Some(IpAddr::from([192, 0, 2, n]));
    for n in 0..3 {
        door.accounts.request_code(CodePurpose::Login, &lin, at(n)).await.expect("sent");
    }
    let refused = door.accounts.request_code(CodePurpose::Login, &lin, at(9)).await;
    let Err(RequestCodeError::Throttled(throttled)) = refused else { panic!("{refused:?}") };
    assert_eq!((throttled.0.limit, throttled.0.retry), (3, Some(3_600)));
    for n in 0..20 {
        let target = email(&format!("person{n}@example.com"));
        door.accounts.request_code(CodePurpose::Login, &target, at(50)).await.expect("sent");
    }
    let refused = door.accounts.request_code(CodePurpose::Login, &email("one@example.com"), at(50)).await;
    assert!(matches!(refused, Err(RequestCodeError::Throttled(_))));
    door.accounts.request_code(CodePurpose::Login, &email("one@example.com"), at(51)).await.expect("sent");
}

#[tokio::test]
async fn failed_logins_stop_at_an_address_and_spare_the_owner() {
    let door = Door::new().await;
    let lin = email("lin@example.com");
    door.register(&lin).await.expect("opened");
    let (thief, owner) = (device("192.0.2.66"), device("192.0.2.7"));
    for _ in 0..30 {
        door.accounts
            .login(Some(&lin), PASSWORD, owner.clone(), None)
            .await
            .expect("what is right counts for nothing");
    }
    for n in 0..12 {
        let failed = door.accounts.login(Some(&lin), "guess", thief.clone(), None).await;
        match failed {
            Err(LoginError::WrongCredentials) if n < 10 => {}
            Err(LoginError::Throttled(throttled)) if n >= 10 => {
                assert_eq!(throttled.0.retry, Some(20));
            }
            other => panic!("{n}: {other:?}"),
        }
    }
    let right = door.accounts.login(Some(&lin), PASSWORD, thief.clone(), None).await;
    assert!(matches!(right, Err(LoginError::Throttled(_))), "not even the right one any more");
    door.accounts.login(Some(&lin), PASSWORD, owner, None).await.expect("from elsewhere the owner comes in");
    let (code, _) = door.code(CodePurpose::Login, &lin).await;
    for n in 0..12 {
        let wrong = CodeAnswer { code: format!("{:06}", 900_000 + n), ..code.clone() };
        let failed =
            door.accounts.login_with_code(&lin, &wrong, device(&format!("198.51.100.{n}")), None).await;
        assert!(matches!(failed, Err(LoginError::WrongCode)), "{n}");
    }
    let late = door.accounts.login_with_code(&lin, &code, Device::default(), None).await;
    assert!(matches!(late, Err(LoginError::WrongCode)), "ten tries, wherever from");
}
