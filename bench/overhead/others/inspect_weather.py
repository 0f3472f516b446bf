# The same calls through Inspect AI. Arguments: folder for its logs; the endpoint is in OPENAI_BASE_URL.
import json
import sys

from inspect_ai import Task, eval
from inspect_ai.dataset import Sample
from inspect_ai.scorer import includes
from inspect_ai.solver import generate

plan = json.loads(sys.argv[2])
dataset = [Sample(input=item["prompt"], target=item["city"]) for item in plan["questions"]]
tasks = [
    Task(name=f"spec{number}", dataset=dataset, solver=generate(cache=False), scorer=includes())
    for number in range(plan["specs"])
]
logs = eval(
    tasks,
    model="openai/stub",
    model_args={"responses_api": False},
    epochs=plan["runs"],
    max_connections=plan["atOnce"],
    max_tasks=plan["specs"],
    log_dir=sys.argv[1],
    display="none",
    max_retries=0,
)
if any(log.status != "success" for log in logs):
    sys.exit(f"ended as {[log.status for log in logs]}: {[log.error for log in logs]}")
