"""Outages between separate processes: the local bridge on LocalStack and the Regal emulator; this script is Segment.

Regal responds 503 for a minute, then requires a new API key (401 until Secrets Manager has it), then responds 429 and
cuts connections; meanwhile the bridge is killed by SIGKILL and started again on the same queue.
Exits with 0 only if every accepted event reached Regal, in order per person, within five minutes after the restart,
nothing was dead-lettered, and every duplicate was caused by a cut connection or by the kill.
"""
import hashlib
import hmac
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections import Counter, defaultdict
from datetime import datetime

AWS = "http://127.0.0.1:4566"
REGAL = "http://127.0.0.1:8181"
BRIDGE = "http://127.0.0.1:8180"
SECRET, TOKEN, NEW_KEY = b"local-segment-secret", "local-segment-token", "rotated-key"
VISIBILITY = 20
PEOPLE = [f"storm-{number:02}" for number in range(30)]
PATIENCE = 300
started = time.time()


def report(text):
    print(f"{time.time() - started:5.0f} s  {text}", flush=True)


def http(url, body=None, headers=None):
    request = urllib.request.Request(url, None if body is None else body.encode(), headers or {})
    with urllib.request.urlopen(request, timeout=20) as response:
        return response.read().decode()


def aws(service, action, **fields):
    """One call in AWS's JSON protocol. LocalStack reads only the scope of the signature."""
    target = {"sqs": "AmazonSQS", "secretsmanager": "secretsmanager"}[service]
    scope = f"Credential=test/20260101/us-east-1/{service}/aws4_request"
    text = http(AWS, json.dumps(fields), {
        "X-Amz-Target": f"{target}.{action}", "Content-Type": "application/x-amz-json-1.0",
        "Authorization": f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0"})
    return json.loads(text or "{}")


def delete_leftovers():
    """Deletes the queues and secrets of an earlier run."""
    for url in aws("sqs", "ListQueues").get("QueueUrls", []):
        if url.rsplit("/", 1)[1] in ("events.fifo", "bulk.fifo", "dead-letter.fifo"):
            aws("sqs", "DeleteQueue", QueueUrl=url)
    for secret in aws("secretsmanager", "ListSecrets")["SecretList"]:
        if secret["Name"].startswith("local/"):
            aws("secretsmanager", "DeleteSecret", SecretId=secret["Name"], ForceDeleteWithoutRecovery=True)


def depth(queue):
    url = next(u for u in aws("sqs", "ListQueues")["QueueUrls"] if u.endswith("/" + queue))
    counts = aws("sqs", "GetQueueAttributes", QueueUrl=url, AttributeNames=["All"])["Attributes"]
    return int(counts["ApproximateNumberOfMessages"]) + int(counts["ApproximateNumberOfMessagesNotVisible"])


class Process:
    """A Maven command in a session of its own, so that Maven and its child process end together."""

    all = []

    def __init__(self, name, health, *command):
        Process.all.append(self)
        self.log = open(os.path.join(os.environ.get("CI_WORK", "/tmp"), f"storm-{name}.log"), "ab")
        self.process = subprocess.Popen(("mvn", "-q", "-B", "-ntp", "test-compile", *command),
                                        stdout=self.log, stderr=self.log, start_new_session=True)
        until(f"{name} responds", lambda: reaches(health), PATIENCE, every=0.5)

    def end(self, with_signal=signal.SIGTERM):
        try:
            os.killpg(self.process.pid, with_signal)
        except ProcessLookupError:
            pass
        self.process.wait()


def bridge():
    return Process("bridge", BRIDGE + "/health", "exec:exec@local", "-Dport=" + BRIDGE.rsplit(":", 1)[1],
                   f"-Daws.endpoint={AWS}", f"-Dregal.url={REGAL}/events", f"-Dqueue.visibility={VISIBILITY}")


def reaches(url):
    try:
        return http(url) is not None
    except OSError:
        return False


def until(what, condition, patience, every=0.2):
    end = time.time() + patience
    while not condition():
        if time.time() > end:
            sys.exit(f"not within {patience} s: {what}")
        time.sleep(every)


class Segment(threading.Thread):
    """Posts one request after another, each until the response is 200: single events signed, arrays with the token."""

    def __init__(self):
        super().__init__(daemon=True)
        self.accepted = Counter()
        self.rejected = Counter()
        self.pause, self.is_over = 0.8, False
        self.random = random.Random(1)

    def run(self):
        while not self.is_over:
            people = self.random.sample(PEOPLE, self.random.choice([1, 1, 4, 8]))
            people = [person for person in people for _ in range(self.random.choice([1, 2]))]
            upcoming = Counter(self.accepted)
            events = []
            for person in people[:1] if len(set(people)) == 1 else people:
                upcoming[person] += 1
                events.append(json.dumps({
                    "type": "track", "event": "Step", "userId": person, "messageId": f"{person}-{upcoming[person]}",
                    "properties": {"n": upcoming[person]}, "timestamp": "2026-11-02T09:00:00.000Z"}))
            while not self.post(events):
                time.sleep(0.5)
            self.accepted = upcoming
            time.sleep(self.pause)

    def post(self, events):
        signature = hmac.new(SECRET, events[0].encode(), hashlib.sha1).hexdigest()
        headers = {"Content-Type": "application/json", "User-Agent": "Segment (Actions)", "X-Signature": signature}
        body = events[0]
        if len(events) > 1:
            headers["X-Bridge-Token"] = TOKEN
            body = "[" + ",".join(events) + "]"
        try:
            http(BRIDGE + "/segment", body, headers)
            return True
        except urllib.error.HTTPError as response:
            self.rejected[response.code] += 1
        except OSError:
            self.rejected["no response"] += 1
        return False


def attempts():
    """Yields what reached Regal, in order: time, person, number, and status (0: the connection was cut)."""
    for line in http(REGAL + "/regal/requests").splitlines():
        request = json.loads(line)
        yield (datetime.fromisoformat(request["at"]).timestamp(), request["body"]["userId"],
               request["body"]["properties"]["n"], request["status"])


def attempts_with(status):
    return sum(each[3] == status for each in attempts())


def script(*entries):
    http(REGAL + "/regal/script", json.dumps(entries))


def check(accepted, killed_at):
    """Returns every broken guarantee as a sentence, and the number of duplicates by cause."""
    wrong, duplicates = [], Counter()
    delivered, taken = defaultdict(dict), defaultdict(set)
    for at, person, n, status in attempts():
        last = max(delivered[person], default=0)
        is_of_kill = n in delivered[person] and delivered[person][n] <= killed_at < at \
            and killed_at - delivered[person][n] < VISIBILITY
        if n in delivered[person]:
            duplicates["kill" if is_of_kill else "nothing"] += 1
            if not is_of_kill:
                wrong.append(f"{person}: {n} was sent again after a 200")
        elif n != last + 1:
            wrong.append(f"{person}: {n} was sent when the last delivered was {last}")
        elif n in taken[person] and status in (200, 0):
            duplicates["cut connection"] += 1
        if status == 200:
            delivered[person].setdefault(n, at)
        if status in (200, 0):
            taken[person].add(n)
    for person, count in accepted.items():
        missing = sorted(set(range(1, count + 1)) - set(delivered[person]))
        if missing:
            wrong.append(f"{person}: {missing} never arrived")
    return wrong, duplicates


def storm(segment, running):
    """Runs the outages; returns the time at which the bridge was killed."""
    until("some events arrive", lambda: attempts_with(200) > 20, 60)

    report("Regal responds 503 for a minute, then requires a new API key")
    script({"status": 503, "times": 1_000_000})
    time.sleep(60)
    http(REGAL + "/regal/key", NEW_KEY)
    script()
    until("the old key is rejected", lambda: attempts_with(401) >= 10, 60)
    before = attempts_with(200)
    aws("secretsmanager", "PutSecretValue", SecretId="local/regal-key", SecretString=NEW_KEY,
        ClientRequestToken=str(uuid.uuid4()))
    report("Secrets Manager has the new key")
    segment.pause = 0.3
    script(*[{"status": s, "cut": s == 200, "times": 2} for s in [429, 200] * 15])
    until("delivery continues with the new key", lambda: attempts_with(200) > before + 20, PATIENCE)
    until("connections are cut", lambda: attempts_with(0) >= 10, 60)

    running.end(signal.SIGKILL)
    killed_at = time.time()
    report("the bridge is killed")
    bridge()
    report("the bridge is started again")
    time.sleep(5)
    segment.is_over = True
    segment.join()
    return killed_at


def main():
    delete_leftovers()
    try:
        Process("regal", REGAL + "/health", "exec:exec@regal", "-Dport=" + REGAL.rsplit(":", 1)[1])
        segment = Segment()
        running = bridge()
        segment.start()
        killed_at = storm(segment, running)
        over_at = time.time()
        total = sum(segment.accepted.values())
        report(f"end of the outages: {total} events of {len(segment.accepted)} people are accepted, Regal has {attempts_with(200)}")
        until("the events queue is empty", lambda: depth("events.fifo") == 0, PATIENCE, every=1)
        wrong, duplicates = check(segment.accepted, killed_at)
        if depth("dead-letter.fifo"):
            wrong.append(f"{depth('dead-letter.fifo')} events are dead-lettered")
        responses = Counter(status or "cut" for _, _, _, status in attempts())
        report(f"idle {time.time() - over_at:.0f} s after the outages; Regal's responses: {dict(responses)}; "
               f"duplicates by cause: {dict(duplicates)}; rejected webhook requests: {dict(segment.rejected)}")
        for each in wrong[:20]:
            print("WRONG " + each)
        if wrong:
            sys.exit(f"{len(wrong)} guarantees are broken")
        print(f"{total} events through 503, 401, 429, cut connections and a SIGKILL: all arrived, in order")
    finally:
        for process in reversed(Process.all):
            process.end()
        delete_leftovers()


main()
