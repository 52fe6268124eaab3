"""Microseconds per step of the forward pass: the post's loop, ours, PyTorch, and the floor.

    python tests/benchmarks/forward.py              all sizes, on one thread and on two
    python tests/benchmarks/forward.py 20,2,50      only some sizes

All contestants of a size take turns in one process, and medians are printed: of processor time on
one thread, which other programs do not disturb, and of the clock on the wall on two.

floor: the bare matrix products and tanh.
bound: the logits' matrix product and the exponentials, nearly the whole cost of 8000 words.
post/ours, torch/ours: above 1 where ours is faster.
over: the peak memory of ours beyond its result (a, s, z, o, s0), beside one copy of s, both in kB;
    about 10 kB of it are NumPy's own, whatever the size.
"""

import functools
import gc
import importlib.util
import os
import statistics
import subprocess
import sys
import time
import tracemalloc

THREADS = "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"
SIZES = (20, 2, 50), (100, 64, 1000), (8000, 100, 100), (8000, 100, 10000), (65, 512, 1000)
TIMES = "post", "ours", "torch", "floor", "bound"
COLUMNS = *TIMES, "post/ours", "torch/ours", "over", "one s"


def main(sizes):
    """Run every size in a process of its own, because the threads are counted at import."""
    for threads in (1, 2):
        print(f"\n{threads} thread{'s' * (threads > 1)}, microseconds per step")
        print(f"{'words, hidden, steps':22}{'':7}" + "".join(f"{name:>11}" for name in COLUMNS))
        for size in sizes:
            environment = os.environ | dict.fromkeys(THREADS, str(threads))
            command = [sys.executable, __file__, "--child", size]
            subprocess.run(command, env=environment, check=True)
    if importlib.util.find_spec("torch") is None:
        print("\nPyTorch is not installed here: its column is skipped.")


def measure(words, H, T):
    """Time one size in both precisions and print a line for each."""
    import numpy as np

    from rnn_helpers import forward_propagation, init_params

    for dtype in (np.float64, np.float32):
        rng = np.random.default_rng(0)
        params = init_params(words, H, rng=rng, dtype=dtype)
        x = rng.integers(words, size=T).tolist()
        runs = {
            "post": post_loop(x, params),
            "ours": functools.partial(forward_propagation, x, params),
            "torch": pytorch(x, params),
            "floor": floor(x, params),
            "bound": bound(x, params) if words == 8000 else None,
        }
        runs = {name: run for name, run in runs.items() if run is not None}
        check_equal(runs, 1e-12 if dtype == np.float64 else 1e-4)
        times = take_turns(runs, T)
        ratios = [
            times[name] / times["ours"] if name in times else None for name in ("post", "torch")
        ]
        memory = [peak_memory(runs["ours"]) / 1000, T * H * np.dtype(dtype).itemsize / 1000]
        cells = [times.get(name) for name in TIMES] + ratios + memory
        line = "".join(f"{'-' if cell is None else f'{cell:.2f}':>11}" for cell in cells)
        print(f"{f'{words}, {H}, {T}':22}{np.dtype(dtype).name}{line}", flush=True)


def post_loop(x, params):
    """The post's loop as it stands, but for buffers in the precision of the weights."""
    import numpy as np

    U, W, V = (np.ascontiguousarray(array) for array in (params.U, params.W, params.V))

    def softmax(z):  # WildML's
        e = np.exp(z - np.max(z))
        return e / np.sum(e)

    def forward():
        T = len(x)
        s = np.zeros((T + 1, len(W)), U.dtype)
        s[-1] = np.zeros(len(W))
        o = np.zeros((T, len(V)), U.dtype)
        for t in np.arange(T):
            s[t] = np.tanh(U[:, x[t]] + W.dot(s[t - 1]))
            o[t] = softmax(V.dot(s[t]))
        return [o, s]

    return forward


def pytorch(x, params):
    """nn.RNN + Linear + softmax at batch 1; its inputs are made beforehand. None if not installed.

    nn.RNN takes vectors: one-hot rows for a small vocabulary, and for a large one what is quicker,
    the columns of U through an Embedding and the identity as input weights.
    """
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(int(os.environ[THREADS[0]]))
    tensors = {name: torch.tensor(getattr(params, name)) for name in "UWVbc"}
    D, H, K = params.input_size, params.hidden_size, params.output_size
    ids = torch.tensor(x)
    rnn = torch.nn.RNN(min(D, H) if D > 1000 else D, H, dtype=tensors["W"].dtype)
    linear = torch.nn.Linear(H, K, dtype=tensors["W"].dtype)
    embedding = torch.nn.Embedding.from_pretrained(tensors["U"].T.contiguous())
    one_hot = None if D > 1000 else torch.nn.functional.one_hot(ids, D).to(tensors["W"].dtype)
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.eye(H) if one_hot is None else tensors["U"])
        rnn.weight_hh_l0.copy_(tensors["W"])
        rnn.bias_ih_l0.copy_(tensors["b"])
        rnn.bias_hh_l0.zero_()
        linear.weight.copy_(tensors["V"])
        linear.bias.copy_(tensors["c"])

    @torch.inference_mode()
    def forward():
        vectors = embedding(ids) if one_hot is None else one_hot
        s, _ = rnn(vectors[:, None])  # (T, 1, H), batch 1
        z = linear(s)
        return torch.softmax(z, dim=-1)[:, 0], s[:, 0], z

    return forward


def floor(x, params):
    """W s and tanh at each step, one product for all logits, all into arrays made beforehand."""
    import numpy as np

    T, W, V_T = len(x), params.W, params.V.T
    s, z = np.zeros((T, len(W)), W.dtype), np.zeros((T, V_T.shape[1]), W.dtype)
    a = np.zeros(len(W), W.dtype)

    def forward():
        dot, tanh = W.dot, np.tanh
        for s_t in s:
            dot(s_t, a)
            tanh(a, s_t)
        np.matmul(s, V_T, out=z)

    return forward


def bound(x, params):
    """The logits' matrix product and the exponentials, row by row into the same array."""
    import numpy as np

    s = np.full((min(len(x), 1000), params.hidden_size), 0.1, params.dtype)
    z = np.zeros((len(s), params.output_size), params.dtype)
    o_t = np.zeros(params.output_size, params.dtype)
    repeats = max(1, len(x) // 1000)

    def forward():
        for _ in range(repeats):
            np.matmul(s, params.V.T, out=z)
            for z_t in z:
                np.exp(z_t, out=o_t)

    return forward


def check_equal(runs, tolerance):
    """Hold ours equal to the post's loop and to PyTorch's."""
    import numpy as np

    trace = runs["ours"]()
    for name in ("post", "torch"):
        if name in runs:
            o, s = runs[name]()[:2]
            allowed = tolerance if name == "post" else max(tolerance, 1e-10)
            for mine, theirs in ((trace.o, o), (trace.s, s[: len(trace.s)])):
                assert len(mine) == len(theirs)
                difference = np.abs(mine - np.asarray(theirs)).max()
                assert difference <= allowed, f"{name} differs by {difference}"


def take_turns(runs, T):
    """Return the median microseconds per step of each run; they take turns, round after round.

    Before its turn is timed, each runs once more, so that all find memory and caches as they left
    them, and not as another contestant did.
    """
    clock = time.process_time if os.environ[THREADS[0]] == "1" else time.perf_counter
    seconds = {name: timed(run, 1, time.perf_counter) for name, run in runs.items()}
    repeats = {name: max(1, round(0.01 / seconds[name])) for name in runs}
    rounds = max(3, min(41, round(5 / sum(max(0.02, 2 * once) for once in seconds.values()))))
    times = {name: [] for name in runs}
    gc.disable()
    for _ in range(rounds):
        for name, run in runs.items():
            run()
            times[name].append(timed(run, repeats[name], clock) / T * 1e6)
    gc.enable()
    return {name: statistics.median(times[name]) for name in runs}


def timed(run, repeats, clock):
    """Return the seconds of one run, as the mean over several."""
    start = clock()
    for _ in range(repeats):
        run()
    return (clock() - start) / repeats


def peak_memory(run):
    """Return the bytes that a run holds at its peak beyond the arrays of its result."""
    tracemalloc.start()
    trace = run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak - sum(getattr(trace, name).nbytes for name in ("a", "s", "z", "o", "s0"))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        measure(*map(int, sys.argv[2].split(",")))
    else:
        main(sys.argv[1:] or [",".join(map(str, size)) for size in SIZES])
