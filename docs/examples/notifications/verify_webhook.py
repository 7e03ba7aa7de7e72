#!/usr/bin/env python3
"""A consumer of Vedette's webhooks that verifies the signature (Standard Webhooks 1.0), with nothing but Python.

    WEBHOOK_SECRET=whsec_... ./verify_webhook.py 8080

Answers 401 to what is not signed with the secret or is older than five minutes, and 200 to a duplicate without doing
anything twice.
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
from collections import OrderedDict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOLERANCE_SECONDS = 300
REMEMBERED_IDS = 10_000
MAX_BODY = 1 << 20

seen = OrderedDict()


def is_genuine(secret, headers, body, now):
    """Whether one of the signatures is ours, and the message is not an old one sent again."""
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    # While keys are changed there is one signature for each of them.
    for candidate in headers.get("webhook-signature", "").split(" "):
        version, _, signature = candidate.partition(",")
        if version == "v1" and hmac.compare_digest(signature, expected):
            return True
    return False


def is_new(message_id):
    """Deliveries are made at least once: the same id means the same message."""
    if message_id in seen:
        return False
    seen[message_id] = True
    if len(seen) > REMEMBERED_IDS:
        seen.popitem(last=False)
    return True


class Consumer(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("content-length", 0))
        if length > MAX_BODY:
            self.answer(413)
            return
        body = self.rfile.read(length)
        if not is_genuine(os.environ["WEBHOOK_SECRET"], self.headers, body, time.time()):
            self.answer(401)
            return
        if is_new(self.headers["webhook-id"]):
            data = json.loads(body)["data"]
            print(data["severity"], data["summary"], flush=True)
        self.answer(200)

    def answer(self, status):
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Consumer).serve_forever()
