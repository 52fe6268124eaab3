"""Make a shipped file again: python -m rnn_helpers.training two_units

An interrupted run goes on where it stood when the same command is given again.
"""

import argparse
import time
from pathlib import Path

from .bit_recipes import bit_files
from .checkpoints import resume, save_checkpoint, write_atomically
from .recipes import CURVE, PLANS, corpus_of, curve_files, files_of, word_on_text
from .sentence_recipes import SENTENCE_PLANS, sentence_files, train_on_sentences
from .small_language import SmallLanguage
from .trainer import Training

BITS = "remembered_bit"
PARTS = 50  # of a run; after each of them a checkpoint is written and the bar grows


def train(corpus, plan, checkpoint):
    """Train to the end of the plan, from the checkpoint if there is one; return the Training."""
    training, began = Training(corpus.learned, len(corpus.vocab), plan), time.monotonic()
    if resume(checkpoint, training):
        print(f"goes on from {checkpoint}")
    while training.update < plan.updates:
        loss = training.advance(-(-plan.updates // PARTS))
        save_checkpoint(checkpoint, training)
        done = training.update / plan.updates
        bar = ("#" * round(PARTS * done)).ljust(PARTS, ".")
        seconds = time.monotonic() - began
        print(f"\r[{bar}] {done:4.0%}  loss {loss:.4f}  {seconds:.0f} s", end="", flush=True)
    print()
    return training


def read_sentences(name, folder):
    """Train a reader of whole sentences, in half a minute, and write its file."""
    plan, language = SENTENCE_PLANS[name], SmallLanguage()

    def tell(update, loss):
        if update % -(-plan.updates // PARTS) == 0 or update == plan.updates:
            print(f"\r{update / plan.updates:4.0%}  loss {loss:.4f}", end="", flush=True)

    files = sentence_files(
        name, plan, language, train_on_sentences(name, plan, language, tell=tell)
    )
    path = folder / f"{name}.npz"
    write_atomically(path, files[name])
    print(f"\nwrote {path}, {path.stat().st_size / 1000:.0f} kB\n{files[name]['about']}")


def remember_bits(folder):
    """Train every network of the task of one bit, in three minutes, and write their file."""
    arrays = bit_files()[BITS]
    path = folder / f"{BITS}.npz"
    write_atomically(path, arrays)
    print(f"wrote {path}, {path.stat().st_size / 1000:.0f} kB\n{arrays['about']}")


def main(arguments=None):
    """Train, write the files, and say what they are worth."""
    parser = argparse.ArgumentParser(prog="python -m rnn_helpers.training", description=__doc__)
    parser.add_argument("name", choices=[*PLANS, "units_curve", *SENTENCE_PLANS, BITS])
    parser.add_argument("--into", type=Path, default=Path(), help="a folder; else the current one")
    options = parser.parse_args(arguments)
    name, folder = options.name, options.into
    folder.mkdir(parents=True, exist_ok=True)
    if name in SENTENCE_PLANS:
        return read_sentences(name, folder)
    if name == BITS:
        return remember_bits(folder)

    corpus = corpus_of(name)
    print(word_on_text(name, corpus), end="")
    curve = {f"{name}_{units}": plan for units, plan in CURVE.items()}
    plans = curve if name == "units_curve" else {name: PLANS[name]}
    checkpoints = {part: folder / f"{part}.checkpoint.npz" for part in plans}
    trainings = [train(corpus, plan, checkpoints[part]) for part, plan in plans.items()]
    make = curve_files if name == "units_curve" else files_of
    files = make(name, corpus, trainings)
    for file, arrays in files.items():
        path = folder / f"{file}.npz"
        write_atomically(path, arrays)
        print(f"wrote {path}, {path.stat().st_size / 1000:.0f} kB")
    print(files[name]["about"])
    for checkpoint in checkpoints.values():
        checkpoint.unlink()


if __name__ == "__main__":
    main()
