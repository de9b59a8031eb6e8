"""Intent classifiers of others, to compare ours with: Rasa's DIET and nlp.js. Neither is needed by the bot."""

import asyncio
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import yaml

DIET_EPOCHS = 100
NLP_JS = "node-nlp@4.27.0"
_NODE_FOLDER = Path(tempfile.gettempdir()) / "bot-bench-nlpjs"
_SCRIPT = """
const { NlpManager } = require('node-nlp');
const fs = require('fs');
(async () => {
  const { train, texts } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
  const manager = new NlpManager({ languages: ['fr'], autoSave: false, nlu: { log: false }, forceNER: false });
  for (const [text, intent] of train) manager.addDocument('fr', text, intent);
  let began = Date.now();
  await manager.train();
  const training = (Date.now() - began) / 1000;
  began = Date.now();
  const found = [];
  for (const text of texts) found.push((await manager.process('fr', text)).intent);
  const each = (Date.now() - began) / Math.max(texts.length, 1);
  const memory = process.resourceUsage().maxRSS / 1024;
  fs.writeFileSync(process.argv[3], JSON.stringify({ found, training, each, memory }));
})();
"""


class Diet:
    """Rasa's default pipeline with DIET, trained and run by Rasa itself."""

    def fit(self, texts: list[str], intents: list[str]) -> None:
        """Writes files of training data, trains, loads."""
        from rasa.core.agent import Agent
        from rasa.model_training import train_nlu

        folder = Path(tempfile.mkdtemp(prefix="bot-diet-"))
        by_intent: dict[str, list[str]] = {}
        for text, intent in zip(texts, intents, strict=True):
            by_intent.setdefault(intent, []).append(text)
        nlu = [
            {"intent": intent, "examples": "".join(f"- {line}\n" for line in lines)}
            for intent, lines in by_intent.items()
        ]
        (folder / "nlu.yml").write_text(
            yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True), encoding="utf-8"
        )
        config = {
            "recipe": "default.v1", "language": "fr", "assistant_id": "bench", "policies": [],
            "pipeline": [
                {"name": "WhitespaceTokenizer"}, {"name": "RegexFeaturizer"}, {"name": "LexicalSyntacticFeaturizer"},
                {"name": "CountVectorsFeaturizer"},
                {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
                {"name": "DIETClassifier", "epochs": DIET_EPOCHS, "entity_recognition": False, "constrain_similarities": True},
            ],
        }  # fmt: skip
        (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
        path = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))
        self.agent = Agent.load(str(path))
        shutil.rmtree(folder, ignore_errors=True)

    def predict(self, texts: list[str]) -> list[str]:
        """Returns the best intents."""

        async def parse() -> list[str]:
            return [(await self.agent.parse_message(text))["intent"]["name"] or "" for text in texts]

        return asyncio.run(parse())


class NlpJs:
    """nlp.js in French, run by Node; it learns anew at each prediction, for its program ends with it.

    Attributes:
        training: seconds that the last training took.
        each: milliseconds a message.
        memory: megabytes of the program at most.
    """

    training = each = memory = 0.0

    def fit(self, texts: list[str], intents: list[str]) -> None:
        """Installs the package into a temporary folder the first time, and keeps the sentences."""
        if shutil.which("npm") is None:
            raise RuntimeError("Node is not installed: leave --with-nlpjs out, or install Node 20.")
        if not (_NODE_FOLDER / "node_modules" / "node-nlp").exists():
            _NODE_FOLDER.mkdir(exist_ok=True)
            subprocess.run(
                ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(_NODE_FOLDER), NLP_JS],
                check=True,
            )
        (_NODE_FOLDER / "bench.js").write_text(_SCRIPT, encoding="utf-8")
        self.train = list(zip(texts, intents, strict=True))

    def predict(self, texts: list[str]) -> list[str]:
        """Returns the best intents."""
        asked, answered = _NODE_FOLDER / "asked.json", _NODE_FOLDER / "answered.json"
        asked.write_text(json.dumps({"train": self.train, "texts": texts}), encoding="utf-8")
        subprocess.run(
            ["node", str(_NODE_FOLDER / "bench.js"), str(asked), str(answered)],
            check=True, cwd=_NODE_FOLDER, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        answer = json.loads(answered.read_text(encoding="utf-8"))
        self.training, self.each, self.memory = answer["training"], answer["each"], answer["memory"]
        return list(answer["found"])
