use crate::language::Language;
use actix_web::http::StatusCode;

macro_rules! codes {
    ($($variant:ident = $status:literal $code:literal {
        $title_en:literal, $title_zh:literal, $detail_en:literal, $detail_zh:literal $(,)?
    })*) => {
        /// Every kind of problem: its status, its stable code, and its words. `{name}` in a detail stands for the
        /// member of that name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Code { $($variant,)* }

        impl Code {
            /// Every one.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant,)*];

            pub(crate) fn status(self) -> StatusCode {
                let status = match self { $(Self::$variant => $status,)* };
                StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }

            pub(crate) const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// Title and template of the detail.
            pub(crate) const fn words(self, language: Language) -> (&'static str, &'static str) {
                match language {
                    Language::English => self.english(),
                    Language::Chinese => self.chinese(),
                }
            }

            const fn english(self) -> (&'static str, &'static str) {
                match self { $(Self::$variant => ($title_en, $detail_en),)* }
            }

            const fn chinese(self) -> (&'static str, &'static str) {
                match self { $(Self::$variant => ($title_zh, $detail_zh),)* }
            }
        }
    };
}

codes! {
    // 400: the request cannot be read
    MalformedJson = 400 "malformed_json" {
        "Malformed JSON", "JSON 格式错误",
        "the body is not JSON: {reason}", "请求体不是有效的 JSON：{reason}",
    }
    MalformedRequest = 400 "malformed_request" {
        "Malformed request", "请求格式错误",
        "the request cannot be read: {reason}", "无法读取请求：{reason}",
    }
    IdempotencyKeyMissing = 400 "idempotency_key_missing" {
        "Idempotency-Key is missing", "缺少 Idempotency-Key",
        "send the header Idempotency-Key with a value of your own (1 to 200 visible ASCII characters), and the same one again when you repeat the request",
        "请在请求头 Idempotency-Key 中附上自定的值（1 到 200 个可见 ASCII 字符），重试同一请求时使用同一个值",
    }
    // 401, 402, 403
    Unauthenticated = 401 "unauthenticated" {
        "Not signed in", "未登录",
        "send a valid access token as `Authorization: Bearer …`; sign in or refresh to get one",
        "请以 `Authorization: Bearer …` 发送有效的访问令牌；登录或刷新即可获得",
    }
    WrongCredentials = 401 "wrong_credentials" {
        "Wrong credentials", "账号或密码错误",
        "the e-mail, the phone number or the password is wrong", "邮箱、手机号或密码不正确",
    }
    SecondFactorNeeded = 401 "second_factor_needed" {
        "A code of the second factor is needed", "需要两步验证码",
        "send `second_factor` as well: the six digits that your app shows, or a recovery code", "请同时提交 `second_factor`：验证器应用显示的 6 位数字，或恢复码",
    }
    SessionOver = 401 "session_over" {
        "The session is over", "会话已结束",
        "the refresh token is not valid any more; sign in again", "刷新令牌已失效，请重新登录",
    }
    TicketOver = 401 "ticket_over" {
        "The ticket is used or over", "票据已使用或过期",
        "get a new ticket: one lets in once, within 60 seconds", "请重新获取票据：每张票据 60 秒内仅可使用一次",
    }
    LinkOver = 403 "link_over" {
        "The link is not valid", "链接无效",
        "the link is over or was changed; get the asset again for a new one", "链接已过期或被改动，请重新获取素材以得到新链接",
    }
    InsufficientCredits = 402 "insufficient_credits" {
        "Not enough credits", "积分不足",
        "{needed} credits are needed, {available} are available; top up and try again",
        "需要 {needed} 积分，可用 {available} 积分；请充值后重试",
    }
    AccountDisabled = 403 "account_disabled" {
        "The account is disabled", "账号已停用",
        "the account has been disabled; ask support", "该账号已被停用，请联系客服",
    }
    Forbidden = 403 "forbidden" {
        "Not allowed", "无权限",
        "this is for administrators", "此操作仅限管理员",
    }
    ScopeMissing = 403 "scope_missing" {
        "The key lacks a scope", "密钥缺少权限范围",
        "this needs an API key with the scope `{scope}`", "此操作需要具有 `{scope}` 权限范围的 API 密钥",
    }
    KeyNotAccepted = 403 "key_not_accepted" {
        "Not with an API key", "不接受 API 密钥",
        "this takes no API key; sign in and send an access token", "此操作不接受 API 密钥，请登录后使用访问令牌",
    }
    StepUpRequired = 403 "step_up_required" {
        "A fresh proof is needed", "需要二次验证",
        "prove who you are by your second factor first: `POST /auth/step-up`; a proof counts for 10 minutes in its session. Administrators enrol one at `POST /me/two-factor`",
        "请先通过 `POST /auth/step-up` 完成二次验证，验证在当前会话内 10 分钟有效。管理员须先在 `POST /me/two-factor` 启用两步验证",
    }
    // 404, 405
    NotFound = 404 "not_found" {
        "Not found", "不存在",
        "there is nothing with this id", "没有对应的内容",
    }
    NoSuchVoucher = 404 "unknown_code" {
        "No such code", "兑换码不存在",
        "there is no such code; check what was typed", "没有这个兑换码，请检查输入",
    }
    UnknownPath = 404 "unknown_path" {
        "Unknown path", "路径不存在",
        "there is nothing at this path; /docs lists what there is", "该路径不存在；可用路径见 /docs",
    }
    MethodNotAllowed = 405 "method_not_allowed" {
        "Method not allowed", "方法不支持",
        "this path takes {allowed}", "该路径支持 {allowed}",
    }
    // 408, 409
    SlowRequest = 408 "slow_request" {
        "Too slow", "请求发送过慢",
        "the request did not arrive in time, or it came too slowly; send it again over a better line", "请求未能及时送达或传输过慢，请在网络良好时重试",
    }
    TimedOut = 504 "timed_out" {
        "Timed out", "处理超时",
        "the request took too long and was given up; a repeated one with the same Idempotency-Key is safe",
        "请求耗时过长，已放弃；使用相同的 Idempotency-Key 重试是安全的",
    }
    EmailTaken = 409 "email_taken" {
        "The e-mail is taken", "邮箱已被注册",
        "there is an account with this e-mail; sign in, or choose another", "该邮箱已有账号，请登录或换一个邮箱",
    }
    PhoneTaken = 409 "phone_taken" {
        "The phone number is taken", "手机号已被注册",
        "there is an account with this phone number; sign in, or choose another", "该手机号已有账号，请登录或换一个手机号",
    }
    NotBound = 409 "not_bound" {
        "Nothing to unbind", "未绑定",
        "the account has none of this kind", "该账号没有绑定此类联系方式",
    }
    LastIdentity = 409 "last_identity" {
        "The last way in", "最后一个登录方式",
        "nobody could sign in any more without it; bind another first", "解绑后将无法登录，请先绑定另一个邮箱或手机号",
    }
    OwnAccount = 409 "own_account" {
        "Your own account", "自己的账号",
        "nobody changes their own role or status; ask another administrator", "不能修改自己的角色或状态，请由其他管理员操作",
    }
    InUse = 409 "in_use" {
        "In use", "正在使用",
        "something else uses it; change or delete that first", "仍被其他内容使用，请先修改或删除那些内容",
    }
    RequestInFlight = 409 "request_in_flight" {
        "The same request is being done", "相同的请求正在处理",
        "a request with this Idempotency-Key is being done; send it again in a moment to get what it made",
        "使用此 Idempotency-Key 的请求正在处理，请稍后重发以取得结果",
    }
    JobLive = 409 "job_live" {
        "A job is under way", "任务进行中",
        "a job for this is waiting or running; wait for it or cancel it", "相关任务正在等待或执行，请等待完成或先取消",
    }
    ProductionLive = 409 "production_live" {
        "A production is under way", "制作进行中",
        "this episode has a production that is not over; go on with it or cancel it", "该集已有未结束的制作，请继续或先取消",
    }
    WrongState = 409 "wrong_state" {
        "Not possible in this state", "当前状态不允许",
        "it is {state}; that does not allow this", "当前状态为 {state}，不能执行此操作",
    }
    NotReady = 409 "not_ready" {
        "Something is missing first", "缺少前置内容",
        "this needs something that is not there yet: {missing}", "缺少所需的前置内容：{missing}",
    }
    ChangedMeanwhile = 409 "changed_meanwhile" {
        "Changed meanwhile", "已被同时修改",
        "somebody changed it at the same moment; get it again and repeat", "同一时刻有其他修改，请重新获取后再试",
    }
    FirstLine = 409 "first_line" {
        "Nothing to split off", "无法在首句台词前拆分",
        "the first part would have no line; split before the second line or a later one",
        "拆分后前半镜头将没有台词，请选择第二句或之后的台词",
    }
    LastShot = 409 "last_shot" {
        "No shot follows", "没有下一镜头",
        "a shot is merged with the one that follows it, and none follows this one", "镜头只能与其后一个镜头合并，而此镜头已是最后一个",
    }
    OtherScene = 409 "other_scene" {
        "Another scene", "场景不同",
        "the next shot plays in another scene; only shots of one scene can be merged", "下一镜头在另一场景，只有同一场景的镜头才能合并",
    }
    ShotTooLong = 409 "shot_too_long" {
        "Too long together", "合并后过长",
        "together the shots would be planned for {planned_ms} ms; {most} ms is the most", "合并后计划时长为 {planned_ms} 毫秒，最长 {most} 毫秒",
    }
    NoPrice = 409 "no_price" {
        "No price", "没有价格",
        "the price list has no price for {operation}; ask support", "价格表中没有 {operation} 的价格，请联系客服",
    }
    TooMuch = 409 "too_much" {
        "Too much", "超出可退额度",
        "at most {left} credits can be taken here", "此处最多可处理 {left} 积分",
    }
    VoucherRedeemed = 409 "code_redeemed" {
        "The code was redeemed", "兑换码已使用",
        "this code was redeemed before; each is good once", "该兑换码已被使用，每个兑换码只能使用一次",
    }
    VoucherOver = 409 "code_over" {
        "The code is over", "兑换码已失效",
        "this code cannot be redeemed any more", "该兑换码已过期或已作废",
    }
    TooManyKeys = 409 "too_many_keys" {
        "Too many API keys", "API 密钥过多",
        "at most {limit} keys may be live at once; delete one", "同时最多有 {limit} 个有效密钥，请先删除一个",
    }
    Administrator = 409 "administrator" {
        "An administrator's account", "管理员账号",
        "an administrator's account cannot be erased; let another administrator take the role away first", "管理员账号不能注销，请先由另一位管理员取消管理员身份",
    }
    PaidCreditsLeft = 409 "paid_credits_left" {
        "Credits that were paid for are left", "仍有已购买的积分",
        "{left} credits that were paid for are left; ask for the money back, or send `forfeit_credits` to give them up",
        "仍有 {left} 个已购买的积分；请先申请退款，或提交 `forfeit_credits` 放弃这些积分",
    }
    TwoFactorOn = 409 "two_factor_on" {
        "A second factor is in force", "已启用两步验证",
        "there is a second factor already; give it up before you enrol another", "已启用两步验证，请先停用再重新启用",
    }
    TwoFactorOff = 409 "two_factor_off" {
        "No second factor", "未启用两步验证",
        "there is no second factor that this could be about; enrol one first", "没有对应的两步验证设置，请先启用",
    }
    QuoteExpired = 409 "quote_expired" {
        "The quote is over", "报价已过期",
        "a quote holds for 10 minutes; `quote` is a new one", "报价有效期为 10 分钟；`quote` 为新的报价",
    }
    QuoteChanged = 409 "quote_changed" {
        "It costs something else now", "报价已变化",
        "a price, or what is to be made, has changed since it was quoted; `quote` is what it costs now",
        "报价之后，价格或需要制作的内容已有变化；`quote` 为现在的报价",
    }
    SpendingCapReached = 409 "spending_cap_reached" {
        "A spending cap is reached", "已达到消费上限",
        "{needed} credits are needed, but of the cap of {cap} (scope: {scope}) {spent} are spent and {held} held; raise the cap by {missing}, or wait until `resets_at` where there is one",
        "需要 {needed} 积分，而消费上限 {cap}（scope：{scope}）中已用 {spent}、冻结 {held}；请将上限调高 {missing}，如有 `resets_at` 也可等到那时",
    }
    // 412, 428
    TooManyAiConfigs = 409 "too_many_ai_configs" {
        "Too many AI configurations", "AI 配置过多",
        "there are 100 AI configurations already; delete one first", "AI 配置已达 100 个，请先删除一个",
    }
    AiKeyLost = 409 "ai_key_lost" {
        "The stored key cannot be opened", "密钥无法解密",
        "the stored key cannot be opened any more; enter it again", "已保存的密钥无法解密，请重新填写",
    }
    Stale = 412 "stale_version" {
        "Changed meanwhile", "版本已变化",
        "it was changed since you read it; `current` is how it is now", "读取之后内容已被修改；`current` 为当前内容",
    }
    IfMatchMissing = 428 "if_match_missing" {
        "If-Match is missing", "缺少 If-Match",
        "send the header If-Match with the version that you read, so that nobody's change is lost",
        "请在请求头 If-Match 中附上读取到的版本号，以免覆盖他人的修改",
    }
    // 413, 415, 416, 422, 431
    HeadTooLarge = 431 "head_too_large" {
        "Head too large", "请求头过大",
        "the head of the request may have at most 128 KiB", "请求头最大 128 KiB",
    }
    TooLarge = 413 "too_large" {
        "Too large", "请求过大",
        "the body may have at most {limit} bytes", "请求体最大 {limit} 字节",
    }
    UnsupportedMediaType = 415 "unsupported_media_type" {
        "Unsupported media type", "媒体类型不支持",
        "send the body as {expected}", "请以 {expected} 发送请求体",
    }
    UnknownFile = 415 "unknown_file" {
        "Unsupported file", "文件类型不支持",
        "the bytes are none of: PNG, JPEG, WebP, WAV, MP3, MP4, SRT, plain text",
        "文件内容不是以下任一类型：PNG、JPEG、WebP、WAV、MP3、MP4、SRT、纯文本",
    }
    RangeNotSatisfiable = 416 "range_not_satisfiable" {
        "Range not satisfiable", "范围无效",
        "the file has {bytes} bytes", "文件共 {bytes} 字节",
    }
    InvalidRequest = 422 "invalid_request" {
        "Invalid request", "请求内容无效",
        "some values are not allowed; `errors` says which", "部分内容不符合要求，详见 `errors`",
    }
    WrongPassword = 422 "wrong_password" {
        "Wrong password", "当前密码错误",
        "the current password is wrong", "当前密码不正确",
    }
    WrongDigits = 422 "wrong_code" {
        "Wrong code", "验证码错误",
        "the code is wrong, used or over; ask for a new one if it stays so", "验证码不正确、已使用或已过期，请重试或重新获取",
    }
    QuoteForOther = 422 "quote_for_other" {
        "The quote is for something else", "报价不适用",
        "the quote was made for something else; ask for one for this", "该报价是为其他内容给出的，请为此内容重新询价",
    }
    DamagedFile = 422 "damaged_file" {
        "Damaged file", "文件已损坏",
        "the file begins as {mime} does, but cannot be read", "文件开头为 {mime} 格式，但内容无法读取",
    }
    ServiceNotUsable = 422 "service_not_usable" {
        "This installation cannot use that service", "暂不支持此类服务",
        "this installation can use vendors for: {kinds}", "本系统目前可接入的服务类型：{kinds}",
    }
    IdempotencyKeyReused = 422 "idempotency_key_reused" {
        "Idempotency-Key was used", "Idempotency-Key 已被使用",
        "this Idempotency-Key was used for another request; take a new one", "该 Idempotency-Key 已用于其他请求，请换一个新值",
    }
    // 429
    TooManyAttempts = 429 "too_many_attempts" {
        "Too many attempts", "尝试次数过多",
        "too many attempts; try again in {seconds} seconds", "尝试次数过多，请在 {seconds} 秒后重试",
    }
    TooManyRequests = 429 "too_many_requests" {
        "Too many requests", "请求过于频繁",
        "the plan allows {limit} requests a minute; try again in {seconds} seconds, at `resets_at`",
        "当前套餐每分钟最多 {limit} 次请求，请在 {seconds} 秒后（`resets_at`）重试",
    }
    QuotaReached = 429 "quota_reached" {
        "A quota of the plan is reached", "已达到套餐配额",
        "the plan allows {limit} (quota: {quota}), {used} are used and {needed} more are needed; it stays so until you delete something or have a larger plan",
        "当前套餐配额（{quota}）上限为 {limit}，已用 {used}，还需要 {needed}；请删除部分内容或升级套餐后再试",
    }
    StoriesInProgress = 429 "stories_in_progress" {
        "Your stories are being read", "您提交的故事正在解析",
        "{most} of your stories are being read already; send the next one when one of them is answered",
        "您已有 {most} 个故事正在解析，请等其中一个完成后再提交",
    }
    TooManyListeners = 429 "too_many_listeners" {
        "Too many listeners", "监听过多",
        "at most {limit} event streams may be open at once; close one", "同时最多打开 {limit} 个事件流，请先关闭一个",
    }
    // 5xx
    Internal = 500 "internal" {
        "Something failed inside", "内部错误",
        "something failed on our side; try again, and tell the request id if it stays so", "服务内部出错，请重试；如仍出现，请提供 request_id",
    }
    Unavailable = 503 "unavailable" {
        "Unavailable for a moment", "暂时不可用",
        "the service cannot do this just now; try again in some seconds", "服务暂时不可用，请稍后重试",
    }
    ReadingBusy = 503 "reading_busy" {
        "Too many stories are being read", "故事解析繁忙",
        "as many stories are being read as can be just now; try again in some seconds",
        "当前正在解析的故事较多，请稍后重试",
    }
    VendorFailed = 502 "vendor_failed" {
        "A vendor failed", "供应商出错",
        "a vendor could not do it: {reason}", "供应商未能完成：{reason}",
    }
    StorageFull = 507 "storage_full" {
        "No space left", "存储空间不足",
        "there is no space left to store this", "没有足够的存储空间",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_worded_in_both_languages() {
        let codes: BTreeSet<_> = Code::ALL.iter().map(|code| code.code()).collect();
        assert_eq!(codes.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!(code.status().is_client_error() || code.status().is_server_error(), "{code:?}");
            let (title, detail) = code.chinese();
            assert!(title.chars().chain(detail.chars()).any(|c| c > '\u{2e80}'), "{code:?} has no Chinese");
            let (title, detail) = code.english();
            assert!(title.is_ascii() || detail.contains('…'), "{code:?}");
        }
    }
}
