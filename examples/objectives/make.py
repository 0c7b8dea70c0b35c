#!/usr/bin/env python3
"""Trains two small networks on Fovea's synthetic drives: place.pt and vehicles.pt.

    fovea samples generate -o train1.mkv --pairs 150 --size 320x240 --seed 101 --labels train1.u8   # and 102, 103
    python3 make.py train1 train2 train3

Needs PyTorch, NumPy and an ffmpeg program (Debian: python3-torch python3-numpy ffmpeg). A few minutes on one core.

place.pt     3x96x128 in 0..255 -> [N, 64]: an embedding. Two views of a frame and of the one after it lie close by
             each other, other frames of the drives far away (a contrastive loss).
vehicles.pt  3x96x128 in 0..255 -> [N, 1, 12, 16]: the probability that a cell of 8x8 pixels holds a vehicle, learnt
             from the drives' exact labels.
"""
import subprocess
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

WIDTH, HEIGHT, CELL, MOVABLE = 128, 96, 8, 3
FULL = (240, 320)  # of the drives and their labels


def frames(clip):
    """Frames as the objective's files resize them: bilinear between four pixels."""
    raw = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", clip, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
        check=True, stdout=subprocess.PIPE).stdout
    all_ = torch.from_numpy(np.frombuffer(raw, np.uint8).reshape(-1, *FULL, 3).copy())
    small = [F.interpolate(one[None].permute(0, 3, 1, 2).float(), (HEIGHT, WIDTH), mode="bilinear",
                           align_corners=False) for one in all_]
    return torch.cat(small).round().byte()


def vehicles(labels):
    """Share of each cell that is covered by vehicles."""
    ids = np.fromfile(labels, np.uint8).reshape(-1, 1, *FULL)
    cells = (HEIGHT // CELL, WIDTH // CELL)
    return F.adaptive_avg_pool2d(torch.from_numpy((ids == MOVABLE).astype(np.float32)), cells)


def layer(inputs, outputs, stride):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU())


class Place(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(layer(3, 16, 2), layer(16, 32, 2), layer(32, 48, 2), layer(48, 64, 2), layer(64, 64, 1))
        self.head = nn.Linear(64 * 12, 64)

    def forward(self, x):
        y = F.adaptive_avg_pool2d(self.body((x - 112.0) / 64.0), (3, 4))
        return F.normalize(self.head(y.flatten(1)), dim=1)


class Vehicles(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(layer(3, 16, 2), layer(16, 32, 2), layer(32, 48, 2), layer(48, 48, 1), layer(48, 48, 1))
        self.head = nn.Conv2d(48, 1, 1)

    def forward(self, x):
        return torch.sigmoid(self.head(self.body((x - 112.0) / 64.0)))


def view(x):
    """Another light, some noise."""
    n = x.shape[0]
    x = x * (0.8 + 0.4 * torch.rand(n, 1, 1, 1)) + 20 * (torch.rand(n, 1, 1, 1) - 0.5)
    return (x + 4 * torch.randn_like(x)).clamp(0, 255)


def train(network, steps, loss):
    adam = torch.optim.Adam(network.parameters(), 2e-3)
    rate = torch.optim.lr_scheduler.OneCycleLR(adam, 4e-3, total_steps=steps)
    network.train()
    for step in range(steps):
        lost = loss(network)
        adam.zero_grad()
        lost.backward()
        adam.step()
        rate.step()
        if step % 50 == 0 or step == steps - 1:
            print(f"{type(network).__name__} step {step}: {lost.item():.4f}", flush=True)
    return network.eval()


def main(names, steps=200, batch=16):
    torch.manual_seed(1)
    torch.set_num_threads(1)
    clips = [frames(name + ".mkv") for name in names]
    pictures = torch.cat(clips)
    cells = torch.cat([vehicles(name + ".u8") for name in names])
    last = np.cumsum([len(clip) for clip in clips]) - 1
    first = torch.tensor(sorted(set(range(len(pictures))) - set(last.tolist())))

    def contrast(network):
        which = first[torch.randperm(len(first))[:batch]]
        one, other = network(view(pictures[which].float())), network(view(pictures[which + 1].float()))
        close = one @ other.t() / 0.1
        return (F.cross_entropy(close, torch.arange(batch)) + F.cross_entropy(close.t(), torch.arange(batch))) / 2

    def found(network):
        which = torch.randint(len(pictures), (batch,))
        return F.binary_cross_entropy(network(view(pictures[which].float())), cells[which])

    for network, loss, file in ((Place(), contrast, "place.pt"), (Vehicles(), found, "vehicles.pt")):
        trained = train(network, steps, loss)
        with torch.no_grad():
            torch.jit.save(torch.jit.trace(trained, torch.rand(1, 3, HEIGHT, WIDTH) * 255), file)


if __name__ == "__main__":
    main(sys.argv[1:])
