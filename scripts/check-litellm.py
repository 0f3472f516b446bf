"""Checks that the real LiteLLM loads what `ratchet export routing --to litellm` writes, and asks as the route says.

Not part of CI, since it needs a Python package from its registry:

    python3 -m venv /tmp/litellm && /tmp/litellm/bin/pip install litellm
    /tmp/litellm/bin/python scripts/check-litellm.py

A model server of its own answers on loopback; nothing else is asked.
"""

import http.server
import json
import os
import pathlib
import subprocess
import tempfile
import threading

# Its table of prices is not fetched: nothing but the model server here is asked.
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"

import litellm
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
seen = []
failing = set()


class ModelServer(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        seen.append((self.path, dict(self.headers), body))
        status = 500 if body["model"] in failing else 200
        message = {"role": "assistant", "content": f"from {body['model']}"}
        answer = {
            "id": "1",
            "object": "chat.completion",
            "created": 1,
            "model": body["model"],
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
        }
        text = json.dumps(answer if status == 200 else {"error": {"message": "down"}}).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


def data_folder(url):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="ratchet-litellm-"))
    spec = {
        "model": "lfm", "phase": "atomic", "variant": "native_api", "timeoutSeconds": 5, "retries": 1,
        "isolation": 1, "warmup": 0, "temperature": 0.25, "prompt": "default", "params": "small",
    }
    route = {
        "route": spec, "specId": "", "fallbacks": ["big"], "study": "s", "sinceCycle": 1, "decision": "d",
        "reason": "Better", "measured": {"at": "2026-01-01T00:00:00.000Z"},
    }
    study = {
        "study": "s", "phases": {"atomic": "atomic-quick"}, "baseline": {"model": "lfm"},
        "params": {"small": {"num_ctx": 2048, "top_p": 0.9}},
    }
    models = {
        "lfm": {"provider": "openai-compatible", "baseUrl": url, "model": "tiny"},
        "big": {"provider": "openai-compatible", "baseUrl": url, "model": "large", "apiKeyEnv": "BIG_KEY"},
    }
    (folder / "routing_config.json").write_text(json.dumps({"schemaVersion": 1, "phases": {"atomic": route}}))
    (folder / "study.json").write_text(json.dumps(study))
    (folder / "models.yaml").write_text(json.dumps({"models": models}))
    return folder


def exported(folder):
    words = ["export", "routing", "--to", "litellm", "--routing", folder, "--study", folder / "study.json"]
    text = subprocess.run([ROOT / "bin/ratchet", *words], check=True, capture_output=True, text=True).stdout
    assert "key-of-big" not in text
    return yaml.safe_load(text)


def main():
    os.environ["BIG_KEY"] = "key-of-big"
    os.environ["OPENAI_API_KEY"] = "key-that-must-not-leave"
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), ModelServer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    config = exported(data_folder(f"http://127.0.0.1:{server.server_port}/v1"))
    router = litellm.Router(model_list=config["model_list"], **config["router_settings"])
    ask = lambda: router.completion(model="atomic", messages=[{"role": "user", "content": "Hello"}])

    assert ask().choices[0].message.content == "from tiny"
    path, headers, body = seen[-1]
    assert path == "/v1/chat/completions", path
    assert "key-that-must-not-leave" not in json.dumps(headers), headers
    told = {name: body.get(name) for name in ["model", "temperature", "top_p", "max_tokens", "num_ctx"]}
    assert told == {"model": "tiny", "temperature": 0.25, "top_p": 0.9, "max_tokens": 256, "num_ctx": 2048}, told

    failing.add("tiny")
    seen.clear()
    assert ask().choices[0].message.content == "from large"
    asked = [body["model"] for _, _, body in seen]
    assert asked == ["tiny", "tiny", "large"], asked
    assert {k.lower(): v for k, v in seen[-1][1].items()}["authorization"] == "Bearer key-of-big"
    print(f"LiteLLM {litellm_version()}: loads the routes, asks as they say, tries again once, falls back")


def litellm_version():
    from importlib.metadata import version

    return version("litellm")


main()
