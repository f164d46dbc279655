"""Creates the stack's queues and secrets on LocalStack and receives from a queue. usage: localstack.py create | take QUEUE"""
import json
import sys

import boto3

ENDPOINT = "http://127.0.0.1:4566"
REGAL_KEY = "local-regal-key"


def client(service):
    return boto3.client(service, endpoint_url=ENDPOINT, region_name="us-east-1",
                        aws_access_key_id="test", aws_secret_access_key="test")


def create():
    """Creates the queues and secrets of template.yaml; the queues are empty afterwards."""
    sqs, secrets = client("sqs"), client("secretsmanager")
    fifo = {"FifoQueue": "true", "DeduplicationScope": "messageGroup",
            "FifoThroughputLimit": "perMessageGroupId", "VisibilityTimeout": "360"}
    for queue in ("events.fifo", "bulk.fifo", "dead-letter.fifo"):
        url = sqs.create_queue(QueueName=queue, Attributes=fifo)["QueueUrl"]
        sqs.purge_queue(QueueUrl=url)
    values = {"segment-secret": json.dumps({"current": "local-segment-secret"}),
              "segment-token": json.dumps({"current": "local-segment-token"}),
              "regal-key": REGAL_KEY}
    have = {secret["Name"] for secret in secrets.list_secrets()["SecretList"]}
    for name, value in values.items():
        if name in have:
            secrets.put_secret_value(SecretId=name, SecretString=value)
        else:
            secrets.create_secret(Name=name, SecretString=value)


def take(queue):
    """Receives the messages of a queue and prints them as the event that Lambda passes to a function."""
    sqs = client("sqs")
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=2,
                                MessageSystemAttributeNames=["All"], MessageAttributeNames=["All"])
    records = [{
        "messageId": m["MessageId"], "receiptHandle": m["ReceiptHandle"], "body": m["Body"],
        "attributes": m["Attributes"],
        "messageAttributes": {name: {"stringValue": a["StringValue"], "dataType": a["DataType"]}
                              for name, a in m.get("MessageAttributes", {}).items()},
        "md5OfBody": m["MD5OfBody"], "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:" + queue, "awsRegion": "us-east-1",
    } for m in found.get("Messages", [])]
    print(json.dumps({"Records": records}))


{"create": create, "take": take}[sys.argv[1]](*sys.argv[2:])
