"""Runs spaCy's pipeline on one thread: reads a JSON list of texts, then for each
further line analyses all of them and answers the processor's seconds."""

import json
import sys
import time

try:
    import spacy
    nlp = spacy.load(sys.argv[1])
except (ImportError, OSError) as reason:
    print(json.dumps({"absent": str(reason).splitlines()[0]}))
    sys.exit()
print(json.dumps({"version": spacy.__version__, "pipeline": nlp.pipe_names}), flush=True)
texts = json.loads(sys.stdin.readline())
for _ in sys.stdin:
    before, words = time.process_time(), 0
    for doc in nlp.pipe(texts):
        words += len(doc)
    print(json.dumps({"seconds": time.process_time() - before, "words": words}), flush=True)
