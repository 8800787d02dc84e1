"""Makes an account with something in it at the server in XINGGEN_URL, and writes settings for schemathesis.

So that operations meet things that exist, and not only ids of nothing: a drama with an episode, its script, cast and
storyboard, a picture with its job and take, a file, a waiting production. What is deleted is deleted from spare things.

    prepare.py FILE user|admin

The administrator is made by the program in XINGGEN_PROGRAM over the data in XINGGEN_DATA.
"""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request

API = os.environ["XINGGEN_URL"] + "/api/v1"
STORY = """《雨伞》

第1场 夜 外 车站
人物：林晚、周叔

雨下得很大，末班车已经开走了。林晚站在站牌下，怀里抱着一只旧纸箱。周叔撑着一把黑伞走过来，伞面上缝着一块红布。

林晚：周叔，您还没走？
周叔：等一个人，她忘了带伞。
林晚：她要是不来呢？
周叔：那这把伞就归你。

第2场 夜 内 小店
人物：林晚、周叔

小店的灯还亮着，柜台上放着那只旧纸箱。林晚打开箱子，里面是一把一模一样的黑伞，伞面上也缝着一块红布。

林晚：原来您等的人，是我妈妈。
周叔：箱子里的东西，她一直没舍得还给我。
"""
# A picture of one grey point.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6368000000820081774cd2b20000000049454e44ae426082"
)


class Caller:
    """Calls the API as one user."""

    def __init__(self):
        self.token = None

    def call(self, method, path, body=None, **headers):
        headers.setdefault("Content-Type", "application/json")
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        request = urllib.request.Request(API + path, data=data, method=method, headers=headers)
        while True:
            try:
                with urllib.request.urlopen(request, timeout=30) as response:
                    text = response.read()
                return json.loads(text) if text else None
            except urllib.error.HTTPError as refused:
                # Whoever was here before has failed to sign in from this address as often as anybody may.
                if refused.code != 429:
                    raise
                time.sleep(int(refused.headers["Retry-After"]))

    def get(self, path):
        return self.call("GET", path)

    def order(self, path):
        """Asks for something costly."""
        return self.call("POST", path, {}, **{"Idempotency-Key": path})

    def finish(self, path):
        """Asks for something costly and waits for it."""
        job = self.order(path)
        while job["state"] not in ("succeeded", "failed", "cancelled"):
            time.sleep(0.1)
            job = self.get(f"/jobs/{job['id']}")
        if job["state"] != "succeeded":
            raise SystemExit(f"prepare: {path} {job['state']}: {job['error']}")
        return job


def as_admin(file):
    account = {"email": "admin@example.com", "password": "correct horse battery"}
    make = ["user", "create", account["email"], "--admin", "--password-stdin"]
    program = [os.environ["XINGGEN_PROGRAM"], "--data", os.environ["XINGGEN_DATA"]]
    subprocess.run(program + make, input=account["password"].encode(), stdout=subprocess.DEVNULL, check=True)
    admin, customer = Caller(), Caller()
    admin.token, spare_token = (admin.call("POST", "/auth/login", account)["access_token"] for _ in range(2))
    session = customer.call("POST", "/auth/register", {"email": "customer@example.com", "password": account["password"]})
    batch = admin.call("POST", "/admin/redemption-batches", {"name": "春节", "credits": 5, "count": 3})["batch"]["id"]
    config = {
        "kind": "image", "vendor": "someone", "model": "pictures-1", "name": "备用", "active": False,
        "base_url": "https://api.example.com/v1", "key": "sk-0123456789abcdef",
    }
    config, spare = (admin.call("POST", "/admin/ai-configs", config)["id"] for _ in range(2))
    key = admin.call("POST", "/me/api-keys", {"name": "一", "scopes": ["read"]})["key"]["id"]
    ids = {"user_id": session["user"]["id"], "batch_id": batch, "platform_ai_config_id": config, "api_key_id": key}
    others = {"delete_platform_ai_config": {"platform_ai_config_id": spare}}
    settings(file, admin.token, ids, others, {"end_other_sessions": spare_token})


def as_user(file):
    user = Caller()
    account = {"email": "tester@example.com", "password": "correct horse battery"}
    session = user.call("POST", "/auth/register", account)
    user.token = session["access_token"]
    # Signing out ends a session for good, so those operations get sessions of their own.
    spare_token, spare_session = (user.call("POST", "/auth/login", account)["access_token"] for _ in range(2))
    others = [one["id"] for one in user.get("/me/sessions")["items"] if not one["current"]]

    drama = user.call("POST", "/dramas", {"title": "雨伞", "story": STORY})["id"]
    episode = user.get(f"/dramas/{drama}/episodes")["items"][0]["id"]
    user.finish(f"/episodes/{episode}/scripts")
    user.finish(f"/episodes/{episode}/storyboards")
    cast = {kind: user.get(f"/dramas/{drama}/{kind}")["items"] for kind in ("characters", "scenes")}
    shots = user.get(f"/episodes/{episode}/shots")["items"]
    spoken = [line["id"] for shot in shots for line in shot["lines"]]
    prop = user.call("POST", f"/dramas/{drama}/props", {"name": "黑伞", "description": "伞面上缝着一块红布"})["id"]
    job = user.finish(f"/props/{prop}/images")["id"]
    take = user.get(f"/props/{prop}/takes")["items"][0]["id"]
    asset, spare_asset = (upload(user, name) for name in ("one.png", "two.png"))

    spare = user.call("POST", "/dramas", {"title": "备用", "story": STORY})["id"]
    spare_episode = user.get(f"/dramas/{spare}/episodes")["items"][0]["id"]
    production = user.order(f"/episodes/{spare_episode}/productions")["id"]
    to_delete = user.call("POST", f"/dramas/{drama}/episodes", {"title": "多余", "source": "什么也没有发生。"})["id"]
    gone = user.call("POST", "/dramas", {"title": "删除"})["id"]

    settings(
        file,
        user.token,
        {
            "drama_id": drama,
            "episode_id": episode,
            "character_id": cast["characters"][0]["id"],
            "scene_id": cast["scenes"][0]["id"],
            "prop_id": prop,
            "shot_id": shots[0]["id"],
            "line_id": spoken[0],
            "take_id": take,
            "asset_id": asset,
            "job_id": job,
            "production_id": production,
            "session_id": others[0],
            "user_id": session["user"]["id"],
        },
        {
            "delete_drama": {"drama_id": gone},
            "restore_drama": {"drama_id": gone},
            "delete_episode": {"episode_id": to_delete},
            "delete_asset": {"asset_id": spare_asset},
            "delete_shot": {"shot_id": shots[-1]["id"]},
            "delete_line": {"line_id": spoken[1]},
            "split_shot": {"shot_id": shots[1]["id"]},
            "merge_shot": {"shot_id": shots[-3]["id"]},
            "create_script": {"episode_id": spare_episode},
            "create_storyboard": {"episode_id": spare_episode},
            "create_production": {"episode_id": spare_episode},
            "delete_prop": {"prop_id": user.call("POST", f"/dramas/{spare}/props", {"name": "竹椅"})["id"]},
            "delete_scene": {"scene_id": user.call("POST", f"/dramas/{spare}/scenes", {"place": "天台", "time_of_day": "day"})["id"]},
            "delete_character": {
                "character_id": user.call("POST", f"/dramas/{spare}/characters", {"name": "小满"})["id"]
            },
        },
        {"end_session": spare_token, "end_other_sessions": spare_session},
    )


def upload(user, name):
    return user.call("POST", f"/assets/uploads?name={name}", PNG, **{"Content-Type": "application/octet-stream"})["id"]


def settings(file, token, ids, others, tokens):
    """JSON's strings and lists are TOML's too."""
    rows = ["[headers]", f"Authorization = {json.dumps(f'Bearer {token}')}", "", "[parameters]"]
    rows += [f"{json.dumps(f'path.{name}')} = {json.dumps(value)}" for name, value in ids.items()]
    rows += ['"header.If-Match" = { dictionary = "versions" }']
    rows += ["", "[dictionaries.versions]", f"values = {json.dumps(['*', chr(34) + '1' + chr(34), 'nonsense'])}"]
    for operation, own in others.items():
        rows += ["", "[[operations]]", f"include-operation-id = {json.dumps(operation)}", "[operations.parameters]"]
        rows += [f"{json.dumps(f'path.{name}')} = {json.dumps(value)}" for name, value in own.items()]
    for operation, own in tokens.items():
        rows += ["", "[[operations]]", f"include-operation-id = {json.dumps(operation)}"]
        rows += [f"headers = {{ Authorization = {json.dumps(f'Bearer {own}')} }}"]
    with open(file, "w", encoding="utf-8") as out:
        out.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    {"user": as_user, "admin": as_admin}[sys.argv[2]](sys.argv[1])
